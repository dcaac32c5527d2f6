// Text of others in a Markdown page, such as a comment on a pull request: nothing in it is markup, HTML, a link, a mention or
// the end of a table's cell.
#pragma once

#include <string>
#include <string_view>

namespace merlon {

/// A comment of GitHub takes 65 536 characters.
inline constexpr size_t kMostMarkdownBytes = 65'000;

/// Every letter and blank as it is, what could mean something as an entity.
std::string in_markdown(std::string_view text);

/// The same of the first 600 bytes, and `...` where there are more; never half a character.
std::string head_in_markdown(std::string_view text);

/// The same of a sentence that sets names in backticks: those that are ids are code, where every letter of them may stand there.
std::string prose_in_markdown(std::string_view sentence);

/// An id as code, where every letter of it may stand there; else as `head_in_markdown`.
std::string id_in_markdown(std::string_view id);

}  // namespace merlon
