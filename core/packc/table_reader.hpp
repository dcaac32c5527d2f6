// Reads the keys of one TOML table and tells what is missing, has the wrong type, or is not known.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

class TableReader {
 public:
  /// `what` names the table in messages: "a threat", "an asset kind".
  TableReader(const TomlValue& table, std::string what, Diagnostics& diagnostics);
  /// Tells every key that nobody asked for.
  ~TableReader();
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  std::string text(std::string_view key, bool required = false);
  bool boolean(std::string_view key, bool fallback);
  std::vector<std::string> texts(std::string_view key, bool required = false);
  /// A text that is one of `words`.
  std::string word(std::string_view key, std::span<const std::string_view> words, bool required = false);
  /// A list of texts, each one of `words`.
  std::vector<std::string> words(std::string_view key, std::span<const std::string_view> words, bool required = false);
  const TomlValue* value(std::string_view key, bool required = false);

 private:
  bool one_of(std::string_view key, const TomlValue& value, std::span<const std::string_view> words);
  void wrong(const TomlValue& value, std::string_view key, std::string_view expected);

  const TomlValue& table_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string> asked_;
};

}  // namespace merlon
