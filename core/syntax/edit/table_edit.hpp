// Pairs and tables come into a text and go from it.
#pragma once

#include <string_view>

#include "syntax/edit/text_edit.hpp"
#include "syntax/edit/toml_layout.hpp"

namespace merlon {

/// How a table is written: below a header, between braces, or by the dotted keys of its pairs; null where it is not.
struct TablePlace {
  const LaidTable* header = nullptr;
  const LaidValue* braces = nullptr;
  KeyPlace dotted;  ///< the last of its pairs; `part` is the table's own key in it

  explicit operator bool() const { return header != nullptr || braces != nullptr || dotted.pair != nullptr; }
};

/// `key = value` behind the last pair of the table: on a line of its own, indented and ended like the line before it, or
/// between the braces.  `key` may be dotted.
TextEdits add_pair(std::string_view text, const TablePlace& place, std::string_view key, std::string_view value);

/// The line of a pair goes with the comment behind it; between braces the pair goes with its comma.
TextEdits remove_pair(std::string_view text, const KeyPlace& place);

/// A header with its pairs goes, with the comment lines right above and right below it, and with the blank lines below.
/// A comment between two tables, without a blank line, belongs to the second.
TextEdits remove_block(std::string_view text, const TomlLayout& layout, const LaidTable& table);

/// What is removed up to the end of the text takes the blank lines above it along.  `removals` as `in_order` gives them.
TextEdits without_blank_end(std::string_view text, TextEdits removals);

/// `header` and `lines` below all that stands in the text, with a blank line between.
TextEdits append_block(std::string_view text, std::string_view header, const std::vector<std::string>& lines);

/// The same right below `table`, indented as it is.
TextEdits insert_block(std::string_view text, const LaidTable& table, std::string_view header,
                       const std::vector<std::string>& lines);

}  // namespace merlon
