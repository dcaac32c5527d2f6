#include "syntax/line_index.hpp"

#include <algorithm>

namespace merlon {
namespace {

constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

}  // namespace

LineIndex::LineIndex(std::string_view text, uint32_t file)
    : text_(text), file_(file), bom_(text.starts_with("\xEF\xBB\xBF")) {
  lines_.push_back({0, 0});
  uint32_t surplus = 0;
  for (uint32_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      lines_.push_back({i + 1, i + 1 - surplus});
    } else if (continues(text[i])) {
      ++surplus;
      const uint32_t number = i - surplus;
      if (wide_.empty() || wide_.back().number != number) wide_.push_back({number, surplus});
      wide_.back().surplus = surplus;
    }
  }
}

size_t LineIndex::offset(uint32_t line, uint32_t code_point) const {
  if (line == 0 || code_point == 0) return 0;
  if (line > lines_.size()) return text_.size();
  // toml++ steps over a byte order mark without counting it.
  if (line == 1 && bom_) ++code_point;
  const size_t number = size_t{lines_[line - 1].number} + code_point - 1;
  const auto after = std::partition_point(wide_.begin(), wide_.end(),
                                          [&](const Wide& w) { return w.number < number; });
  const size_t surplus = after == wide_.begin() ? 0 : std::prev(after)->surplus;
  return std::min(number + surplus, text_.size());
}

size_t LineIndex::offset(const Span& span) const {
  if (span.line == 0 || span.line > lines_.size()) return text_.size();
  return std::min(size_t{lines_[span.line - 1].begin} + span.col - 1, text_.size());
}

Span LineIndex::span(size_t begin, size_t end) const {
  begin = std::min(begin, text_.size());
  const auto after = std::upper_bound(lines_.begin(), lines_.end(), begin,
                                      [](size_t at, const Line& l) { return at < l.begin; });
  size_t stop = after == lines_.end() ? text_.size() : after->begin;
  while (stop > begin && (text_[stop - 1] == '\n' || text_[stop - 1] == '\r')) --stop;
  stop = std::min(stop, end);
  Span span;
  span.file = file_;
  span.line = static_cast<uint32_t>(after - lines_.begin());
  span.col = static_cast<uint32_t>(begin - std::prev(after)->begin + 1);
  span.length = static_cast<uint32_t>(stop > begin ? stop - begin : 1);
  return span;
}

}  // namespace merlon
