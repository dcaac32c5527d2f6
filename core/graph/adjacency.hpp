// Lists of neighbours in compressed sparse rows: built once from pairs, never changed.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace merlon {

using Element = uint32_t;

class Adjacency {
 public:
  Adjacency() = default;
  /// Rows 0..n-1 from (row, target) pairs; targets keep the order of the pairs, doubles are dropped.
  Adjacency(uint32_t n, const std::vector<std::pair<Element, Element>>& pairs);

  std::span<const Element> of(Element row) const {
    if (row + 1 >= offset_.size()) return {};
    return {target_.data() + offset_[row], offset_[row + 1] - offset_[row]};
  }
  Adjacency inverted(uint32_t n) const;

 private:
  std::vector<uint32_t> offset_;
  std::vector<Element> target_;
};

}  // namespace merlon
