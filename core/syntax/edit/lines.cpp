#include "syntax/edit/lines.hpp"

#include <algorithm>

namespace merlon {

size_t line_begin(std::string_view text, size_t at) {
  const size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  if (before != std::string_view::npos) return before + 1;
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

size_t line_end(std::string_view text, size_t at) {
  const size_t end = std::min(text.find('\n', at), text.size());
  return end > 0 && end < text.size() && text[end - 1] == '\r' ? end - 1 : end;
}

size_t next_line(std::string_view text, size_t at) {
  const size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view indentation(std::string_view text, size_t at) {
  const size_t begin = line_begin(text, at);
  const size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
  return text.substr(begin, end - begin);
}

std::string_view line_break(std::string_view text, size_t at) {
  size_t end = text.find('\n', at);
  if (end == std::string_view::npos) end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

bool only_blanks(std::string_view text, size_t begin, size_t end) {
  return text.substr(begin, end - begin).find_first_not_of(" \t") == std::string_view::npos;
}

bool ends_line(std::string_view text, size_t at) {
  const size_t end = line_end(text, at);
  const size_t something = text.find_first_not_of(" \t", at);
  return something == std::string_view::npos || something >= end || text[something] == '#';
}

bool is_comment_line(std::string_view text, size_t at) {
  return ends_line(text, line_begin(text, at)) && !is_blank_line(text, at);
}

bool is_blank_line(std::string_view text, size_t at) { return only_blanks(text, line_begin(text, at), line_end(text, at)); }

size_t above_with_comments(std::string_view text, size_t at, size_t floor) {
  size_t begin = line_begin(text, at);
  while (begin > floor && is_comment_line(text, begin - 1)) {
    const size_t above = line_begin(text, begin - 1);
    if (above < floor) break;
    begin = above;
  }
  return begin;
}

}  // namespace merlon
