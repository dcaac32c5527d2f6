// The place where a text stopped being TOML, with what leads up to it: open brackets, keys,
// headers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/line_index.hpp"
#include "syntax/toml_tokens.hpp"

namespace merlon {

/// A name cut to what fits into a sentence.
std::string shortened(std::string_view text);

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Knows everything up to byte `at` of a text; built for error messages only, it reads from the
/// beginning.
class TomlScene {
 public:
  TomlScene(std::string_view text, const LineIndex& lines, size_t at);

 protected:
  struct Seen {
    size_t begin, end;  // of the key or of the whole header
    std::string name;   // without blanks
    size_t scope;       // where the table begins that a key stands in
  };

  uint32_t line_of(size_t at) const { return lines_.span(at, at + 1).line; }
  /// The key that is being read, or whose value is.
  std::string_view key() const;
  /// What stands at the place, to follow the word `found`.
  std::string found() const;
  /// The run of characters without blank or bracket around the place, and where it begins.
  std::string_view value_at_place(size_t& begin) const;
  size_t first_of_line(size_t at) const;
  /// The bracket that was forgotten to close, if that is what is wrong.
  const TomlWalk::Open* unclosed() const;
  /// The key in a header, brackets and blanks taken off.
  std::string header_name(size_t at) const;

  std::string_view text_;
  const LineIndex& lines_;
  size_t at_;
  TomlWalk walk_;   // up to the place
  Token token_;     // at the place, or the next one behind it
  Token previous_;  // the last one before the place on which something stands
  std::vector<Seen> keys_, headers_;

 private:
  void walk_to_place();
  void split_word();
  void note_key();
  void note_header(const Token& token);
  bool begins_statement(size_t at) const;
};

}  // namespace merlon
