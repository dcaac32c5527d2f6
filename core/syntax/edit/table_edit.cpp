#include "syntax/edit/table_edit.hpp"

#include <fmt/format.h>

#include "syntax/edit/lines.hpp"

namespace merlon {
namespace {

// The byte behind the last thing that belongs to a header, in whose line more may follow only as a comment.
size_t last_byte(const LaidTable& table) { return table.pairs.empty() ? table.end : table.pairs.back().end(); }

TextEdits line_below(std::string_view text, size_t at, std::string_view line) {
  const size_t end = line_end(text, at);
  return {{end, end, fmt::format("{}{}", line_break(text, end), line)}};
}

TextEdits between_braces(std::string_view text, const LaidValue& braces, const std::string& pair) {
  if (!braces.pairs.empty()) {
    const size_t end = braces.pairs.back().end();
    return {{end, end, ", " + pair}};
  }
  const size_t inside = braces.begin + 1;
  return {{inside, inside, " " + pair + (text[inside] == '}' ? " " : "")}};
}

TextEdits below_header(std::string_view text, const LaidTable& header, const std::string& pair) {
  const size_t above = header.pairs.empty() ? header.begin : header.pairs.back().begin();
  return line_below(text, last_byte(header), fmt::format("{}{}", indentation(text, above), pair));
}

TextEdits beside_dotted(std::string_view text, const KeyPlace& last, std::string_view pair) {
  const size_t begin = last.pair->begin(), end = last.pair->end();
  const std::string whole = fmt::format("{}{}", text.substr(begin, last.pair->key[last.part + 1].begin - begin), pair);
  if (last.braces != nullptr) return {{end, end, ", " + whole}};
  return line_below(text, end, fmt::format("{}{}", indentation(text, begin), whole));
}

// Behind comment lines right below, unless a header follows them at once.
size_t block_end(std::string_view text, size_t at, size_t next_header) {
  size_t end = next_line(text, at), behind = end;
  while (behind < text.size() && is_comment_line(text, behind)) behind = next_line(text, behind);
  return behind < text.size() && behind == line_begin(text, next_header) ? end : behind;
}

std::string joined(const std::vector<std::string>& lines, std::string_view indent, std::string_view end) {
  std::string out;
  for (const std::string& line : lines) out += fmt::format("{}{}{}", end, indent, line);
  return out;
}

}  // namespace

TextEdits add_pair(std::string_view text, const TablePlace& place, std::string_view key, std::string_view value) {
  const std::string pair = fmt::format("{} = {}", key, value);
  if (place.header != nullptr) return below_header(text, *place.header, pair);
  if (place.braces != nullptr) return between_braces(text, *place.braces, pair);
  return beside_dotted(text, place.dotted, pair);
}

TextEdits remove_pair(std::string_view text, const KeyPlace& place) {
  const LaidPair& pair = *place.pair;
  if (place.braces == nullptr) {
    const size_t begin = line_begin(text, pair.begin()), end = next_line(text, pair.end());
    if (end < text.size() || text.ends_with('\n') || begin == 0) return {{begin, end, ""}};
    return {{line_end(text, line_begin(text, begin - 1)), end, ""}};  // the text goes on ending without a line break
  }
  const std::vector<LaidPair>& pairs = place.braces->pairs;
  const size_t index = static_cast<size_t>(&pair - pairs.data());
  if (index + 1 < pairs.size()) return {{pair.begin(), pairs[index + 1].begin(), ""}};
  if (index > 0) return {{pairs[index - 1].end(), pair.end(), ""}};
  return {{place.braces->begin + 1, place.braces->end - 1, ""}};
}

TextEdits remove_block(std::string_view text, const TomlLayout& layout, const LaidTable& table) {
  const auto index = static_cast<size_t>(&table - layout.data());
  const size_t next = index + 1 < layout.size() ? layout[index + 1].begin : text.size();
  const LaidTable& before = layout[index - 1];
  const size_t begin = above_with_comments(text, table.begin, last_byte(before));
  size_t end = block_end(text, last_byte(table), next);
  while (end < text.size() && is_blank_line(text, end)) end = next_line(text, end);
  return {{begin, end, ""}};
}

TextEdits without_blank_end(std::string_view text, TextEdits removals) {
  if (removals.empty() || removals.back().end != text.size()) return removals;
  size_t& begin = removals.back().begin;
  while (begin > 0 && text[begin - 1] == '\n' && is_blank_line(text, begin - 1)) begin = line_begin(text, begin - 1);
  return removals;
}

TextEdits append_block(std::string_view text, std::string_view header, const std::vector<std::string>& lines) {
  const std::string_view end = line_break(text, text.size());
  std::string block(text.empty() || text.ends_with('\n') ? "" : end);
  if (!text.empty()) block += end;
  block += fmt::format("{}{}{}", header, joined(lines, "", end), end);
  return {{text.size(), text.size(), std::move(block)}};
}

TextEdits insert_block(std::string_view text, const LaidTable& table, std::string_view header,
                       const std::vector<std::string>& lines) {
  const std::string_view indent = indentation(text, table.begin), end = line_break(text, table.end);
  return line_below(text, last_byte(table), fmt::format("{}{}{}{}", end, indent, header, joined(lines, indent, end)));
}

}  // namespace merlon
