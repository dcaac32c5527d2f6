// The checks of a plugin's struct after it was loaded and before any function of it is called.
#pragma once

#include <merlon/abi.h>

#include <optional>
#include <string>

#include "plugin/note.hpp"

namespace merlon {

/// Nothing when struct and note agree; else one sentence.
std::optional<std::string> differs_from_note(const mrl_plugin& table, const Note& note);

/// Nothing when passes, options and pack are well formed and the passes are those that the note
/// names; else one sentence.
std::optional<std::string> malformed(const mrl_plugin& table, const Note& note);

}  // namespace merlon
