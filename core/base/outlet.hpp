// Bytes on their way out, handed on a piece at a time, so that a long text is never held whole.
//
//   Outlet outlet([&](std::string_view piece) { write(fd, piece); });
//   outlet.text() += "...";
//   outlet.pass();       // between any two parts: hands on what has gathered, once it is enough
//   outlet.finish();
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace merlon {

class Outlet {
 public:
  using Take = std::function<void(std::string_view)>;

  explicit Outlet(Take take) : take_(std::move(take)) {}

  /// What is not handed on yet; append to it.
  std::string& text() { return text_; }
  void pass() {
    if (text_.size() >= kPiece) finish();
  }
  void finish() {
    if (!text_.empty()) take_(text_);
    text_.clear();
  }

 private:
  static constexpr size_t kPiece = 64 * 1024;

  Take take_;
  std::string text_;
};

}  // namespace merlon
