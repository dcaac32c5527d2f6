#include "graph/adjacency.hpp"

#include <algorithm>

namespace merlon {

Adjacency::Adjacency(uint32_t n, const std::vector<std::pair<Element, Element>>& pairs) : offset_(n + 1) {
  for (const auto& [row, target] : pairs) ++offset_[row + 1];
  for (uint32_t i = 0; i < n; ++i) offset_[i + 1] += offset_[i];
  target_.resize(pairs.size());
  std::vector<uint32_t> next(offset_.begin(), offset_.end() - 1);
  for (const auto& [row, target] : pairs) target_[next[row]++] = target;
  // Doubles are rare and rows are short, so each row is looked through in place.
  uint32_t kept = 0;
  uint32_t begin = 0;
  for (uint32_t row = 0; row < n; ++row) {
    const uint32_t end = offset_[row + 1];
    const uint32_t first = kept;
    std::vector<Element> seen(target_.begin() + begin, target_.begin() + end);
    std::sort(seen.begin(), seen.end());
    const bool doubles = std::adjacent_find(seen.begin(), seen.end()) != seen.end();
    for (uint32_t i = begin; i < end; ++i) {
      const auto kept_row = target_.begin() + first;
      if (doubles && std::find(kept_row, target_.begin() + kept, target_[i]) != target_.begin() + kept) continue;
      target_[kept++] = target_[i];
    }
    offset_[row + 1] = kept;
    begin = end;
  }
  target_.resize(kept);
}

Adjacency Adjacency::inverted(uint32_t n) const {
  std::vector<std::pair<Element, Element>> pairs;
  pairs.reserve(target_.size());
  for (Element row = 0; row + 1 < offset_.size(); ++row) {
    for (const Element target : of(row)) pairs.emplace_back(target, row);
  }
  return {n, pairs};
}

}  // namespace merlon
