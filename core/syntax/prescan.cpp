#include "syntax/prescan.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "syntax/line_index.hpp"
#include "syntax/toml_tokens.hpp"

namespace merlon {
namespace {

// A binary file has thousands of them; these many tell enough.
constexpr size_t kShownEach = 10;

class Prescan {
 public:
  Prescan(std::string_view text, uint32_t file, const TomlLimits& limits, Diagnostics& diagnostics)
      : text_(text), file_(file), limits_(limits), diagnostics_(diagnostics) {}

  bool run() {
    const size_t before = diagnostics_.errors();
    if (check_size() && check_utf8()) {
      check_characters();
      check_tokens();
    }
    return diagnostics_.errors() == before;
  }

 private:
  // The index is built for the first error only: a good text pays nothing for it.
  Span span(size_t begin, size_t end) const { return LineIndex(text_, file_).span(begin, end); }

  bool check_size();
  bool check_utf8();
  void check_characters();
  void check_character(char32_t c, size_t begin, size_t end);
  void check_tokens();
  bool check_depth(const TomlWalk& walk, const Token& token);
  void check_escapes(const Token& token);
  void check_escape(size_t begin, size_t digits);

  void add_nul(size_t begin, size_t end);
  void add_control(char32_t c, size_t begin);
  void add_bidi(char32_t c, size_t begin, size_t end, bool escaped);

  std::string_view text_;
  uint32_t file_;
  const TomlLimits& limits_;
  Diagnostics& diagnostics_;
  size_t nul_ = 0, control_ = 0, bidi_ = 0;
};

bool Prescan::check_size() {
  // Offsets have 32 bits, here and in toml++.
  constexpr uint64_t most = std::numeric_limits<uint32_t>::max() - 1;
  const uint64_t limit = limits_.bytes == 0 ? most : std::min(limits_.bytes, most);
  if (text_.size() <= limit) return true;
  Span whole;
  whole.file = file_;
  diagnostics_.add(
      "E0101", whole,
      fmt::format("file has {} bytes, more than the {} that are read", text_.size(), limit), {},
      "split it, or see whether it is the file you meant");
  return false;
}

bool Prescan::check_utf8() {
  const auto bad = first_invalid_utf8(text_);
  if (!bad) return true;
  // The lines before the bad byte are good; the index must not read further.
  const Span at = LineIndex(text_.substr(0, *bad), file_).span(*bad, *bad + 1);
  const auto byte = static_cast<unsigned char>(text_[*bad]);
  const bool utf16 = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
  diagnostics_.add(
      "E0102", at, fmt::format("byte `0x{:02x}` is not UTF-8", byte),
      utf16 ? "this begins a file in UTF-16" : "no character begins or goes on like this",
      "save the file as UTF-8");
  return false;
}

void Prescan::check_characters() {
  for (size_t i = 0; i < text_.size();) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++i;
      continue;
    }
    const size_t begin = i;
    const char32_t c = decode_utf8(text_, i);
    check_character(c, begin, i);
  }
}

void Prescan::check_character(char32_t c, size_t begin, size_t end) {
  if (c == '\t' || c == '\n') return;
  if (c == '\r' && end < text_.size() && text_[end] == '\n') return;
  if (c == 0) {
    add_nul(begin, end);
  } else if (c < 0x20 || c == 0x7F) {
    add_control(c, begin);
  } else if (is_bidi_control(c)) {
    add_bidi(c, begin, end, false);
  }
}

void Prescan::add_nul(size_t begin, size_t end) {
  if (++nul_ > kShownEach) return;
  diagnostics_.add("E0103", span(begin, end), "text contains a NUL character", "here",
                   "a description is plain text in UTF-8; remove the character");
}

void Prescan::add_control(char32_t c, size_t begin) {
  if (++control_ > kShownEach) return;
  const bool cr = c == '\r';
  diagnostics_.add("E0104", span(begin, begin + 1),
                   cr ? std::string("carriage return without a line feed")
                      : fmt::format("control character `U+{:04X}`", static_cast<uint32_t>(c)),
                   "not allowed in TOML",
                   cr ? "end lines with a line feed, with or without a carriage return before it"
                      : "remove it, or write it as an escape in a string");
}

void Prescan::add_bidi(char32_t c, size_t begin, size_t end, bool escaped) {
  if (++bidi_ > kShownEach) return;
  diagnostics_.add("E0105", span(begin, end),
                   fmt::format("{} `U+{:04X}` changes the direction of the text around it",
                               escaped ? "escape for" : "character", static_cast<uint32_t>(c)),
                   "what is read is not what is shown", "remove it");
}

void Prescan::check_tokens() {
  TokenReader reader(text_);
  TomlWalk walk;
  for (Token token = reader.next(); token.kind != TokenKind::end; token = reader.next()) {
    walk.apply(token);
    if (token.kind == TokenKind::sign && !check_depth(walk, token)) return;
    if (token.kind == TokenKind::string && token.sign == '"') check_escapes(token);
  }
}

// Brackets and the dots around them are summed up: 64 inline tables under keys of 64 dots each are
// a tree of 4 000 levels, and whoever walks over a document recurses.
bool Prescan::check_depth(const TomlWalk& walk, const Token& token) {
  if (walk.frame().dots > limits_.depth) {
    diagnostics_.add("E0107", span(token.begin, token.end),
                     fmt::format("key has more than {} dots", limits_.depth), "one dot too many",
                     "use a flatter key");
    return false;
  }
  if (walk.depth() > limits_.depth) {
    diagnostics_.add("E0106", span(token.begin, token.end),
                     fmt::format("brackets are nested deeper than {}", limits_.depth),
                     "one level too many",
                     "use a flatter value, or close a bracket before this place");
    return false;
  }
  return true;
}

void Prescan::check_escapes(const Token& token) {
  for (size_t i = token.begin; i < token.end; ++i) {
    if (text_[i] != '\\') continue;
    const char kind = i + 1 < token.end ? text_[i + 1] : ' ';
    if (kind == 'u') check_escape(i, 4);
    if (kind == 'U') check_escape(i, 8);
    ++i;
  }
}

// A malformed escape is the parser's business.
void Prescan::check_escape(size_t begin, size_t digits) {
  const std::string_view hex = text_.substr(begin + 2, digits);
  uint32_t code = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  if (error != std::errc() || end != hex.data() + digits) return;
  if (code == 0) add_nul(begin, begin + 2 + digits);
  if (is_bidi_control(code)) add_bidi(code, begin, begin + 2 + digits, true);
}

}  // namespace

bool prescan(const Sources& sources, uint32_t file, const TomlLimits& limits,
             Diagnostics& diagnostics) {
  return Prescan(sources[file].text, file, limits, diagnostics).run();
}

}  // namespace merlon
