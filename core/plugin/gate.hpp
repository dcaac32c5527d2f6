// Whether a plugin and this merlon speak the same version of the border; asked before any plugin
// code runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plugin/note.hpp"

namespace merlon {

/// The border that a program was built with.
struct AbiVersion {
  uint32_t pointer_bits = 64;
  uint16_t major = 0, minor = 0;
};

/// This merlon's.
AbiVersion host_abi();

/// Nothing when the plugin may be loaded; else one sentence that names both versions and the
/// plugin's build. Source: 4-plugins, decision 4: pointer width and major equal, and the
/// plugin's minor at most the host's.
std::optional<std::string> gate(const Note& plugin, const AbiVersion& host);

}  // namespace merlon
