// From toml++'s places (line, code point) and from byte offsets to our spans (line, byte).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace merlon {

/// Where the lines of a text begin.  `text` must outlive the index, be UTF-8 and smaller than 4
/// GiB. A byte order mark counts as the first three bytes of line 1, because it stands in the text
/// that messages quote.
class LineIndex {
 public:
  LineIndex(std::string_view text, uint32_t file);

  /// Byte offset of a place as toml++ counts it; places behind the text become its end.
  size_t offset(uint32_t line, uint32_t code_point) const;
  /// Byte offset at which a span of this text begins.
  size_t offset(const Span& span) const;
  /// The bytes `begin` to `end`, cut at the end of the line, at least one long.
  Span span(size_t begin, size_t end) const;

 private:
  // A character of more than one byte: its number in the text, and how many bytes more than
  // characters there are up to its end.  Searched, never walked: a file of one long line must not
  // cost squares.
  struct Wide {
    uint32_t number;
    uint32_t surplus;
  };
  struct Line {
    uint32_t begin;
    uint32_t number;  // of its first character
  };

  std::string_view text_;
  uint32_t file_;
  bool bom_;
  std::vector<Line> lines_;
  std::vector<Wide> wide_;
};

}  // namespace merlon
