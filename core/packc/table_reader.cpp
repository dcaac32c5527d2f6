#include "packc/table_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {

TableReader::TableReader(const TomlValue& table, std::string what, Diagnostics& diagnostics)
    : table_(table), what_(std::move(what)), diagnostics_(diagnostics) {}

TableReader::~TableReader() {
  for (const TomlEntry& entry : table_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    const std::string_view near = nearest(entry.key, asked_);
    diagnostics_.add("E0301", entry.key_span, fmt::format("unknown key `{}` in {}", entry.key, what_), "",
                     near.empty() ? fmt::format("its keys are {}", listed(asked_))
                                  : fmt::format("a similar key exists: `{}`", near));
  }
}

const TomlValue* TableReader::value(std::string_view key, bool required) {
  asked_.emplace_back(key);
  const TomlValue* found = table_.find(key);
  if (found == nullptr && required) {
    diagnostics_.add("E0302", table_.span, fmt::format("{} does not say its `{}`", what_, key));
  }
  return found;
}

void TableReader::wrong(const TomlValue& value, std::string_view key, std::string_view expected) {
  diagnostics_.add("E0303", value.span, fmt::format("`{}` takes {}, found {}", key, expected, name_of(value.type)));
}

std::string TableReader::text(std::string_view key, bool required) {
  const TomlValue* v = value(key, required);
  if (v == nullptr) return {};
  if (!v->is(TomlType::string)) {
    wrong(*v, key, "a text");
    return {};
  }
  if (v->text.empty()) {
    diagnostics_.add("E0302", v->span, fmt::format("`{}` of {} is empty", key, what_), "", required ? "" : "leave it out, or say something");
  }
  return v->text;
}

bool TableReader::boolean(std::string_view key, bool fallback) {
  const TomlValue* v = value(key);
  if (v == nullptr) return fallback;
  if (!v->is(TomlType::boolean)) wrong(*v, key, "true or false");
  return v->boolean;
}

std::vector<std::string> TableReader::texts(std::string_view key, bool required) {
  const TomlValue* v = value(key, required);
  std::vector<std::string> list;
  if (v == nullptr) return list;
  if (!v->is(TomlType::array)) {
    wrong(*v, key, "a list of texts");
    return list;
  }
  for (const TomlValue& item : v->items) {
    if (item.is(TomlType::string)) {
      list.push_back(item.text);
    } else {
      wrong(item, key, "a list of texts");
    }
  }
  return list;
}

bool TableReader::one_of(std::string_view key, const TomlValue& value, std::span<const std::string_view> words) {
  if (std::find(words.begin(), words.end(), value.text) != words.end()) return true;
  const std::string_view near = nearest(value.text, words);
  diagnostics_.add("E0304", value.span, fmt::format("`{}` has no word `{}`", key, printable(value.text)), "",
                   near.empty() ? fmt::format("its words are {}", listed(words))
                                : fmt::format("a similar word exists: `{}`", near));
  return false;
}

std::string TableReader::word(std::string_view key, std::span<const std::string_view> words, bool required) {
  std::string text = this->text(key, required);
  if (text.empty() || one_of(key, *table_.find(key), words)) return text;
  return {};
}

std::vector<std::string> TableReader::words(std::string_view key, std::span<const std::string_view> words, bool required) {
  std::vector<std::string> list = texts(key, required);
  if (list.empty()) return list;
  for (const TomlValue& item : table_.find(key)->items) {
    if (item.is(TomlType::string)) one_of(key, item, words);
  }
  return list;
}

}  // namespace merlon
