// Importers and emitters of plugins, as they are named on the command line: `acme-csv`, `acme-csv<separator=tab>`.
#pragma once

#include <merlon/abi.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cli/outputs.hpp"
#include "cli/walk.hpp"
#include "engine/text_pass.hpp"

namespace merlon {

struct NamedTextPass {
  const mrl_pass* pass = nullptr;
  std::string plugin;
  std::map<std::string, std::string> settings;
};

/// Looks up what somebody named; `source` is what carets point into (`--emit`), `kind` MRL_PASS_IMPORTER or _EMITTER.
/// Errors: E0801, E0804, E0807, on `walk.diagnostics`, and nothing.
std::optional<NamedTextPass> text_pass_named(const std::string& typed, uint32_t kind, const std::string& source, Walk& walk);

/// `ID=FILE` or `ID<options>=FILE`: the emitter and the place.  Errors: nothing.
std::optional<OutputPlace> emit_place(const std::string& typed);

}  // namespace merlon
