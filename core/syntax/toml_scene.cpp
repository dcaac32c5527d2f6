#include "syntax/toml_scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace merlon {
namespace {

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return !is_blank(c); });
  return out;
}

}  // namespace

std::string shortened(std::string_view text) {
  constexpr size_t most = 40;
  if (text.size() <= most) return std::string(text);
  size_t cut = most;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

TomlScene::TomlScene(std::string_view text, const LineIndex& lines, size_t at)
    : text_(text), lines_(lines), at_(std::min(at, text.size())) {
  walk_to_place();
}

void TomlScene::walk_to_place() {
  TokenReader reader(text_);
  for (token_ = reader.next(); token_.kind != TokenKind::end; token_ = reader.next()) {
    const bool open_string = token_.kind == TokenKind::string && !token_.closed;
    if (token_.end > at_ || open_string) return split_word();
    if (token_.is('[') && walk_.open().empty() && !walk_.frame().has_key) note_header(token_);
    const bool pair = token_.is('=') && !walk_.frame().in_value;
    if (pair) note_key();
    walk_.apply(token_);
    const bool something = token_.kind != TokenKind::newline && token_.kind != TokenKind::comment;
    if (something) previous_ = token_;
  }
}

// `id: "x"`: toml++ stops in the midst of what is one word to us.
void TomlScene::split_word() {
  if (token_.kind != TokenKind::word || token_.begin >= at_) return;
  Token part = token_;
  part.end = token_.begin = at_;
  walk_.apply(part);
  previous_ = part;
}

void TomlScene::note_key() {
  const auto& open = walk_.open();
  const size_t table = headers_.empty() ? 0 : headers_.back().begin;
  keys_.push_back({walk_.frame().key_begin, walk_.frame().key_end, without_blanks(key()),
                   open.empty() ? table : open.back().at});
}

void TomlScene::note_header(const Token& token) {
  const size_t stop = std::min(text_.find('\n', token.begin), text_.size());
  const size_t close = text_.substr(0, stop).rfind(']');
  const size_t end = close == std::string_view::npos || close < token.begin ? stop : close + 1;
  headers_.push_back({token.begin, end, header_name(token.begin), 0});
}

std::string TomlScene::header_name(size_t at) const {
  TokenReader reader(text_, at);
  std::string name;
  for (Token t = reader.next(); t.kind != TokenKind::end && t.kind != TokenKind::newline;
       t = reader.next()) {
    if (t.is(']') || t.kind == TokenKind::comment) break;
    if (!t.is('[')) name += text_.substr(t.begin, t.end - t.begin);
  }
  return name;
}

std::string_view TomlScene::key() const {
  const auto& frame = walk_.frame();
  return text_.substr(frame.key_begin, frame.key_end - frame.key_begin);
}

std::string TomlScene::found() const {
  if (at_ >= text_.size()) return "the end of the file";
  if (text_[at_] == '\n' || text_[at_] == '\r') return "the end of the line";
  if (token_.begin == at_ && token_.kind != TokenKind::comment) {
    return "`" + shortened(text_.substr(at_, token_.end - at_)) + "`";
  }
  size_t end = at_;
  decode_utf8(text_, end);
  return fmt::format("`{}`", text_.substr(at_, end - at_));
}

size_t TomlScene::first_of_line(size_t at) const {
  const size_t newline = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
  size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
  return begin;
}

// `key = ...` or `[[...`: what nobody writes inside a list.
bool TomlScene::begins_statement(size_t at) const {
  const size_t begin = first_of_line(at);
  if (text_.substr(begin).starts_with("[[")) return true;
  TokenReader reader(text_, begin);
  const Token first = reader.next();
  return first.kind == TokenKind::word && reader.next().is('=');
}

const TomlWalk::Open* TomlScene::unclosed() const {
  const auto& open = walk_.open();
  if (open.empty() || open.back().bracket == TomlWalk::Bracket::header) return nullptr;
  if (at_ >= text_.size()) return &open.back();
  if (!begins_statement(at_)) return nullptr;
  const size_t line = first_of_line(at_);
  const auto it = std::find_if(open.begin(), open.end(), [&](const TomlWalk::Open& o) {
    return o.bracket == TomlWalk::Bracket::list && o.at < line;
  });
  return it == open.end() ? nullptr : &*it;
}

std::string_view TomlScene::value_at_place(size_t& begin) const {
  constexpr std::string_view ends = " \t\r\n,[]{}#=\"'";
  begin = std::min(at_, text_.size());
  while (begin > 0 && ends.find(text_[begin - 1]) == std::string_view::npos) --begin;
  const size_t end = std::min(text_.find_first_of(ends, begin), text_.size());
  return text_.substr(begin, end - begin);
}

}  // namespace merlon
