// A TOML document as a tree of values, each with its place.  No toml++ type leaves this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/span.hpp"

namespace merlon {

struct TomlEntry;

enum class TomlType : uint8_t { string, integer, real, boolean, date, array, table };

/// One value.  `text` holds strings and dates (ISO 8601); `entries` are in the order of the file.
struct TomlValue {
  TomlType type = TomlType::table;
  Span span;
  std::string text;
  int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<TomlValue> items;
  std::vector<TomlEntry> entries;

  bool is(TomlType t) const { return type == t; }
  /// The value under `key` of a table, or null (also when this is not a table).
  const TomlValue* find(std::string_view key) const;
};

struct TomlEntry {
  std::string key;
  Span key_span;
  TomlValue value;
};

/// What a text may be at most; checked before the parser sees it.
struct TomlLimits {
  uint64_t bytes = 16u << 20;  ///< 0: as much as 32 bits can count
  uint32_t depth = 64;  ///< of brackets with the dots around them, and of dots in one key or header
  size_t elements = 200'000;  ///< of a pipeline; read_pipeline counts them
};

/// "a string", "an integer", ...: for messages.
std::string_view name_of(TomlType type);

/// Parses `sources[file]`; nothing when there is an error, which is then in `diagnostics`.
std::optional<TomlValue> parse_toml(const Sources& sources, uint32_t file, const TomlLimits& limits,
                                    Diagnostics& diagnostics);

}  // namespace merlon
