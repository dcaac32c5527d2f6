// `merlon.lock`: which plugins and packs a run may have, by their digests.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/house.hpp"

namespace merlon {

/// Digests by id: of a plugin that of its .so, of a pack (and of merlon's own, `core`) that of its compiled image.
struct Lock {
  std::string path;
  uint32_t source = kNoFile;
  std::map<std::string, std::string> plugins, packs;
};

/// Errors: E0604 it can't be read; E02.. no TOML; E0808 it is no lock.  Then nothing.
std::optional<Lock> read_lock(const std::string& path, Sources& sources, Diagnostics& diagnostics);

/// The lock of what is loaded, as a file.
std::string lock_text(const House& house);

/// Errors: E0809, one for each that differs, is missing or is not in the lock.  False then.
bool keeps_to(const Lock& lock, const House& house, Diagnostics& diagnostics);

}  // namespace merlon
