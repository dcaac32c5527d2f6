// Where everything of a TOML text stands, in bytes: headers, keys, values, commas.  What it means is TomlValue's
// business; a place of that tree leads here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace merlon {

inline constexpr size_t kNowhere = static_cast<size_t>(-1);

/// The bytes `begin` to `end`.
struct Extent {
  size_t begin = 0, end = 0;
  bool covers(size_t at) const { return begin <= at && at < end; }
};

struct LaidPair;

/// A value with its brackets or quotes.  `comma`: the one behind it, in a list or between braces.
struct LaidValue : Extent {
  enum class Form : uint8_t { scalar, list, braces } form = Form::scalar;
  std::vector<LaidValue> items;  ///< of a list
  std::vector<LaidPair> pairs;   ///< between braces
  size_t comma = kNowhere;
};

/// `a.b = value`; the parts of the key with their quotes.
struct LaidPair {
  std::vector<Extent> key;
  LaidValue value;

  size_t begin() const { return key.front().begin; }
  size_t end() const { return value.end; }
};

/// A header, brackets included, and the pairs below it.  The first table of a text is its root and has no header.
struct LaidTable : Extent {
  std::vector<Extent> key;
  std::vector<LaidPair> pairs;
};

using TomlLayout = std::vector<LaidTable>;

/// `text` must be one that `parse_toml` takes.
TomlLayout lay_out(std::string_view text);

/// The place of a key outside of headers.  `braces` are the innermost ones around it, if any.
struct KeyPlace {
  const LaidTable* table = nullptr;
  const LaidValue* braces = nullptr;
  const LaidPair* pair = nullptr;
  size_t part = 0;

  bool is_last() const { return part + 1 == pair->key.size(); }
};

/// The key with a part that covers byte `at`; `pair` is null where none does.
KeyPlace key_at(const TomlLayout& layout, size_t at);

/// The pair whose value covers byte `at`, the outermost one; null where none does.
const LaidPair* pair_around(const TomlLayout& layout, size_t at);

/// The braces that open at byte `at`, or null.
const LaidValue* braces_at(const TomlLayout& layout, size_t at);

/// The table whose header begins at byte `at` and has `depth` parts, or null.
const LaidTable* header_at(const TomlLayout& layout, size_t at, size_t depth);

}  // namespace merlon
