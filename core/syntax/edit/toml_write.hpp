// Values as TOML: what an edit puts into a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/toml_doc.hpp"

namespace merlon {

TomlValue toml_string(std::string text);
/// ISO 8601: a day, a time or both.
TomlValue toml_date(std::string text);
TomlValue toml_list(std::vector<TomlValue> items);
TomlValue toml_strings(const std::vector<std::string>& items);
TomlValue toml_table(std::vector<std::pair<std::string, TomlValue>> entries);

/// One line of TOML that reads back as the same value; tables between braces.
std::string toml_text(const TomlValue& value);

/// A key, in quotes where it needs them.
std::string toml_key(std::string_view key);

}  // namespace merlon
