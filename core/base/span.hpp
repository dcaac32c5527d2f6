// Where something stands in a text the user gave us.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace merlon {

/// A stretch of one line of a source text.
/// Shape:  `file` indexes Sources; `line` and `col` begin at 1; `length` in bytes, at least 1.
/// Units:  `col` counts bytes, as compilers do.  `line` 0 means "the file as a whole".
struct Span {
  uint32_t file = 0;
  uint32_t line = 0;
  uint32_t col = 0;
  uint32_t length = 1;

  friend bool operator==(const Span&, const Span&) = default;
};

/// A text with the name that messages call it by.
struct Source {
  std::string name;
  std::string text;
};

/// A span of a message that has no file.
inline constexpr uint32_t kNoFile = 0xFFFFFFFFu;

/// Every text that spans of one run point into.
class Sources {
 public:
  uint32_t add(std::string name, std::string text) {
    list_.push_back({std::move(name), std::move(text)});
    return static_cast<uint32_t>(list_.size() - 1);
  }
  const Source& operator[](uint32_t file) const { return list_[file]; }
  size_t size() const { return list_.size(); }

 private:
  std::vector<Source> list_;
};

/// `name:line:col`, or `name` when the span speaks of the file as a whole.
std::string place(const Sources& sources, const Span& span);

}  // namespace merlon
