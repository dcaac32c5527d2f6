// Changes of a text, by span: all bytes outside of them stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace merlon {

/// The bytes `begin` to `end` of a text become `text`; an insertion where both are equal.
struct TextEdit {
  size_t begin = 0, end = 0;
  std::string text;
};

/// What belongs to one change, in the order of the text and without overlap; all offsets are of the text before.
using TextEdits = std::vector<TextEdit>;

/// Puts edits into the order of the text and joins removals that overlap or touch.
TextEdits in_order(TextEdits edits);

/// `edits` as `in_order` gives them.
std::string edited(std::string_view text, const TextEdits& edits);

}  // namespace merlon
