#include "syntax/toml_tokens.hpp"

#include <algorithm>

namespace merlon {
namespace {

constexpr std::string_view kSigns = "[]{}=,.";
constexpr std::string_view kEndsWord = "[]{}=,.\"'#\n\r\t ";

}  // namespace

Token TokenReader::next() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r'))
    ++at_;
  if (at_ == 0 && text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  Token token;
  token.begin = at_;
  if (at_ >= text_.size()) {
    token.begin = token.end = text_.size();
    return token;
  }
  const char c = text_[at_];
  if (c == '"' || c == '\'') return string();
  if (c == '\n') {
    token.kind = TokenKind::newline;
    ++at_;
  } else if (c == '#') {
    token.kind = TokenKind::comment;
    at_ = std::min(text_.find('\n', at_), text_.size());
  } else if (kSigns.find(c) != std::string_view::npos) {
    token.kind = TokenKind::sign;
    token.sign = c;
    ++at_;
  } else {
    token.kind = TokenKind::word;
    at_ = std::min(text_.find_first_of(kEndsWord, at_), text_.size());
  }
  token.end = at_;
  return token;
}

Token TokenReader::string() {
  Token token;
  token.kind = TokenKind::string;
  token.begin = at_;
  token.sign = text_[at_];
  const std::string_view rest = text_.substr(at_);
  token.triple = rest.size() >= 3 && rest[1] == rest[0] && rest[2] == rest[0];
  token.triple ? skip_triple(token) : skip_single(token);
  token.end = at_;
  return token;
}

// Up to five quotes close a triple string: two of them may belong to its text.
void TokenReader::skip_triple(Token& token) {
  at_ += 3;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\\' && token.sign == '"') {
      at_ += 2;
    } else if (c != token.sign) {
      ++at_;
    } else {
      size_t quotes = 1;
      while (quotes < 5 && at_ + quotes < text_.size() && text_[at_ + quotes] == c) ++quotes;
      at_ += quotes;
      if (quotes >= 3) return;
    }
  }
  at_ = text_.size();
  token.closed = false;
}

void TokenReader::skip_single(Token& token) {
  ++at_;
  while (at_ < text_.size() && text_[at_] != '\n') {
    const char c = text_[at_++];
    if (c == token.sign) return;
    if (c == '\\' && token.sign == '"' && at_ < text_.size() && text_[at_] != '\n') ++at_;
  }
  token.closed = false;
}

void TomlWalk::apply(const Token& token) {
  switch (token.kind) {
    case TokenKind::newline:
      end_line();
      break;
    case TokenKind::sign:
      apply_sign(token);
      break;
    case TokenKind::string:
    case TokenKind::word:
      extend_key(token);
      break;
    case TokenKind::comment:
    case TokenKind::end:
      break;
  }
}

void TomlWalk::apply_sign(const Token& token) {
  switch (token.sign) {
    case '[':
      open_list(token);
      break;
    case '{':
      push(Bracket::table, token);
      break;
    case ']':
      pop(false);
      break;
    case '}':
      pop(true);
      break;
    case '=':
      if (!frame_.in_value) frame_.equals = token.begin;
      frame_.in_value = true;
      break;
    case ',':
      if (!open_.empty() && open_.back().bracket == Bracket::table) frame_ = {};
      break;
    default:
      if (!frame_.in_value) ++frame_.dots;
      extend_key(token);
  }
}

void TomlWalk::extend_key(const Token& token) {
  if (frame_.in_value) return;
  if (!frame_.has_key) frame_.key_begin = token.begin;
  frame_.has_key = true;
  frame_.key_end = token.end;
}

void TomlWalk::open_list(const Token& token) {
  const bool outer = open_.empty() || open_.back().bracket == Bracket::header;
  const bool header = outer && !frame_.has_key && !frame_.in_value;
  push(header ? Bracket::header : Bracket::list, token);
}

void TomlWalk::push(Bracket bracket, const Token& token) {
  open_.push_back({bracket, token.begin, frame_, depth_});
  depth_ += 1 + frame_.dots;
  frame_ = {};
  frame_.in_value = bracket == Bracket::list;
}

void TomlWalk::pop(bool table) {
  if (open_.empty() || (open_.back().bracket == Bracket::table) != table) return;
  const bool header = open_.back().bracket == Bracket::header;
  frame_ = open_.back().outside;
  depth_ = open_.back().depth;
  open_.pop_back();
  if (header) frame_.in_value = true;
}

// Headers and pairs end with their line; lists go on.
void TomlWalk::end_line() {
  while (!open_.empty() && open_.back().bracket == Bracket::header) pop(false);
  if (open_.empty()) frame_ = {};
}

}  // namespace merlon
