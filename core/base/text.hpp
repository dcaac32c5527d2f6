// Text that came from outside, made safe to print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace merlon {

/// Replaces control, bidi and invalid bytes by visible escapes (`\x1b`, `\u202e`), keeps everything else.
/// A tab becomes four spaces, so that carets line up.
std::string printable(std::string_view text);

/// The same for text of several lines, whose line breaks stay.
std::string printable_lines(std::string_view text);

/// Columns a terminal needs for `text`: one for each code point (wide characters are not measured).
size_t display_width(std::string_view text);

/// Offset of the first byte that is not UTF-8, or nothing.
/// Source: Unicode 15, table 3-7 (no overlong forms, no surrogates, at most U+10FFFF).
std::optional<size_t> first_invalid_utf8(std::string_view text);

/// Decodes the code point that begins at `at` of valid UTF-8 and moves `at` behind it.
char32_t decode_utf8(std::string_view text, size_t& at);

/// True for characters that change the direction of text around them (Unicode `Bidi_Control`).
bool is_bidi_control(char32_t c);

/// `A` to `Z` as `a` to `z`, all else as it is.
std::string lower_case(std::string_view text);

/// `lost-sight-of` as `lost sight of`.
std::string in_words(std::string_view id);

/// Without blanks and line breaks at both ends.
std::string_view trimmed(std::string_view text);

/// `1234567` as `1 234 567`.
std::string grouped(int64_t n);

/// `1 stage`, `2 stages`, `0 boundaries`.
std::string amount(size_t n, std::string_view noun);

/// `a`, `a and b`, `a, b and c`; each in backticks.
template <class List>
std::string listed(const List& words) {
  std::string out;
  size_t i = 0;
  const size_t n = std::size(words);
  for (const auto& w : words) {
    if (i > 0) out += i + 1 == n ? " and " : ", ";
    out += '`';
    out += w;
    out += '`';
    ++i;
  }
  return out;
}

}  // namespace merlon
