#include "syntax/edit/toml_write.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace merlon {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (const auto byte = static_cast<unsigned char>(c); byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string real_text(double value) {
  if (std::isnan(value)) return "nan";
  std::string out = fmt::format("{}", value);
  if (out.find_first_of(".en") == std::string::npos) out += ".0";  // `1` would be an integer; `inf` is fine
  return out;
}

std::string list_text(const TomlValue& value) {
  std::string out = "[";
  for (const TomlValue& item : value.items) out += (out.size() > 1 ? ", " : "") + toml_text(item);
  return out + "]";
}

std::string table_text(const TomlValue& value) {
  if (value.entries.empty()) return "{}";
  std::string out = "{ ";
  for (const TomlEntry& e : value.entries) {
    out += fmt::format("{}{} = {}", out.size() > 2 ? ", " : "", toml_key(e.key), toml_text(e.value));
  }
  return out + " }";
}

}  // namespace

TomlValue toml_string(std::string text) {
  TomlValue value;
  value.type = TomlType::string;
  value.text = std::move(text);
  return value;
}

TomlValue toml_date(std::string text) {
  TomlValue value = toml_string(std::move(text));
  value.type = TomlType::date;
  return value;
}

TomlValue toml_list(std::vector<TomlValue> items) {
  TomlValue value;
  value.type = TomlType::array;
  value.items = std::move(items);
  return value;
}

TomlValue toml_strings(const std::vector<std::string>& items) {
  TomlValue value = toml_list({});
  for (const std::string& item : items) value.items.push_back(toml_string(item));
  return value;
}

TomlValue toml_table(std::vector<std::pair<std::string, TomlValue>> entries) {
  TomlValue value;
  for (auto& [key, entry] : entries) value.entries.push_back({std::move(key), {}, std::move(entry)});
  return value;
}

std::string toml_text(const TomlValue& value) {
  switch (value.type) {
    case TomlType::string: return quoted(value.text);
    case TomlType::date: return value.text;
    case TomlType::integer: return std::to_string(value.integer);
    case TomlType::real: return real_text(value.real);
    case TomlType::boolean: return value.boolean ? "true" : "false";
    case TomlType::array: return list_text(value);
    case TomlType::table: break;
  }
  return table_text(value);
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  return bare ? std::string(key) : quoted(key);
}

}  // namespace merlon
