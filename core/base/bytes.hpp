// Records as bytes, from one process of merlon to another: numbers little endian, text after its length.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace merlon {

class ByteWriter {
 public:
  ByteWriter& u32(uint32_t value) { return raw(&value, sizeof value); }
  ByteWriter& u64(uint64_t value) { return raw(&value, sizeof value); }
  ByteWriter& f64(double value) { return raw(&value, sizeof value); }
  ByteWriter& text(std::string_view value) {
    u64(value.size());
    return raw(value.data(), value.size());
  }
  std::string take() { return std::move(bytes_); }

 private:
  ByteWriter& raw(const void* from, size_t n) {
    bytes_.append(static_cast<const char*>(from), n);
    return *this;
  }
  std::string bytes_;
};

/// Shape:  any bytes.  After one that can't be read, `good` is false and everything reads as 0 or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}
  uint32_t u32() { return number<uint32_t>(); }
  uint64_t u64() { return number<uint64_t>(); }
  double f64() { return number<double>(); }
  /// Lives as long as the bytes.
  std::string_view text() {
    const uint64_t n = u64();
    good_ = good_ && n <= left_.size();
    if (!good_) return {};
    const std::string_view out = left_.substr(0, n);
    left_.remove_prefix(n);
    return out;
  }
  bool good() const { return good_; }
  bool at_end() const { return good_ && left_.empty(); }

 private:
  template <class T>
  T number() {
    T out{};
    good_ = good_ && left_.size() >= sizeof out;
    if (!good_) return out;
    std::memcpy(&out, left_.data(), sizeof out);
    left_.remove_prefix(sizeof out);
    return out;
  }
  std::string_view left_;
  bool good_ = true;
};

}  // namespace merlon
