// A column of bits, one for each element of a graph; empty columns cost nothing.
#pragma once

#include <cstdint>
#include <vector>

namespace merlon {

class BitColumn {
 public:
  bool test(uint32_t i) const { return i / 64 < words_.size() && ((words_[i / 64] >> (i % 64)) & 1u); }
  void set(uint32_t i) {
    if (i / 64 >= words_.size()) words_.resize(i / 64 + 1);
    words_[i / 64] |= uint64_t{1} << (i % 64);
  }
  void reset(uint32_t i) {
    if (i / 64 < words_.size()) words_[i / 64] &= ~(uint64_t{1} << (i % 64));
  }
  void assign(uint32_t i, bool value) { value ? set(i) : reset(i); }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace merlon
