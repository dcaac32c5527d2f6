// The value of a fact as people type it on a command line or into an answer, as the value that TOML has for it.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "catalog/vocabulary.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

struct WrongValue {
  std::string message, help;
};

/// Shape:  `true` or `false`; a whole number; one word; words with commas between them, nothing for none; a text as it
///         is; and `unknown` for each of them.  The value has no place.
/// Errors: the type or a word is not the fact's, with the nearest word.
tl::expected<TomlValue, WrongValue> fact_value(const Fact& fact, std::string_view text);

}  // namespace merlon
