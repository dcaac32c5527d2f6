// What a text must be before toml++ may see it: toml++ overflows the stack on deep input, and
// Unicode can lie about the order in which a text is read.
#pragma once

#include <cstdint>

#include "syntax/toml_doc.hpp"

namespace merlon {

/// True when `sources[file]` may be parsed; else the errors are in `diagnostics`.
/// Errors: E0101 size, E0102 UTF-8, E0103 NUL, E0104 control character, E0105 bidi control, E0106
/// nesting, E0107 dots.
bool prescan(const Sources& sources, uint32_t file, const TomlLimits& limits,
             Diagnostics& diagnostics);

}  // namespace merlon
