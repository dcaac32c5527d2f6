// TOML cut into tokens without understanding it: enough to know what is a string, a comment, a key,
// a bracket. Works on any bytes; where the text is not TOML the tokens are right up to the first
// slip, as the parser stops there.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace merlon {

enum class TokenKind : uint8_t { end, newline, comment, string, sign, word };

/// `begin` to `end` in bytes.  `sign` is one of `[]{}=,.` for signs, the quote for strings.
struct Token {
  TokenKind kind = TokenKind::end;
  char sign = 0;
  bool triple = false;  ///< a string in `"""` or `'''`
  bool closed = true;   ///< false for a string without its closing quotes
  size_t begin = 0, end = 0;

  bool is(char c) const { return kind == TokenKind::sign && sign == c; }
};

/// Reads one token after the other; blanks are skipped.  A word is everything else up to a sign or
/// blank.
class TokenReader {
 public:
  explicit TokenReader(std::string_view text, size_t at = 0) : text_(text), at_(at) {}
  Token next();

 private:
  Token string();
  void skip_triple(Token& token);
  void skip_single(Token& token);

  std::string_view text_;
  size_t at_;
};

/// Follows tokens and knows at each moment what is open and whether a key or a value is being read.
class TomlWalk {
 public:
  enum class Bracket : uint8_t { header, list, table };

  /// What is being read inside one bracket.  `in_value`: behind the `=`, in a list, or behind a
  /// header.
  struct Frame {
    size_t key_begin = 0, key_end = 0;
    uint32_t dots = 0;
    bool has_key = false;
    bool in_value = false;
    size_t equals = 0;
  };
  struct Open {
    Bracket bracket;
    size_t at;
    Frame outside;
    uint32_t depth;  ///< before this bracket
  };

  void apply(const Token& token);
  const std::vector<Open>& open() const { return open_; }
  const Frame& frame() const { return frame_; }
  /// Brackets that are open, and the dots of the keys whose values they are.
  uint32_t depth() const { return depth_; }

 private:
  void open_list(const Token& token);
  void push(Bracket bracket, const Token& token);
  void pop(bool table);
  void end_line();
  void apply_sign(const Token& token);
  void extend_key(const Token& token);

  std::vector<Open> open_;
  Frame frame_;
  uint32_t depth_ = 0;
};

}  // namespace merlon
