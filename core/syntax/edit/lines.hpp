// The lines around a place in a text.
#pragma once

#include <string_view>

namespace merlon {

/// Where the line of byte `at` begins.
size_t line_begin(std::string_view text, size_t at);
/// Where it ends, before its line break.
size_t line_end(std::string_view text, size_t at);
/// Where the next line begins; the end of the text for the last one.
size_t next_line(std::string_view text, size_t at);
/// The blanks at the beginning of the line.
std::string_view indentation(std::string_view text, size_t at);
/// How the line ends; the last line of a text as its first one does, else `\n`.
std::string_view line_break(std::string_view text, size_t at);

/// True when only blanks stand between the bytes `begin` and `end`; line breaks are none.
bool only_blanks(std::string_view text, size_t begin, size_t end);
/// True when only blanks and perhaps a comment follow in the line.
bool ends_line(std::string_view text, size_t at);
/// True when the line holds nothing but a comment.
bool is_comment_line(std::string_view text, size_t at);
bool is_blank_line(std::string_view text, size_t at);

/// The beginning of the comment lines right above the line of `at`, or of that line where there are none.  Only lines
/// that begin at `floor` or behind: a text of several lines that ends there may look like comments.
size_t above_with_comments(std::string_view text, size_t at, size_t floor);

}  // namespace merlon
