// Which vertices every way from one vertex passes.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace merlon {

class DominatorTree {
 public:
  using Visit = std::function<void(uint32_t)>;

  DominatorTree() = default;
  /// Shape:  vertices 0..n-1; `after(v, visit)` visits those behind v.
  /// Source: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm, 2001.
  DominatorTree(uint32_t n, uint32_t root, const std::function<void(uint32_t, const Visit&)>& after);

  uint32_t root() const { return root_; }
  /// True of the root as well.
  bool reached(uint32_t v) const { return up_[v] != kNowhere; }
  /// The nearest vertex before `v` that every way to it passes; of the root itself.
  uint32_t above(uint32_t v) const { return up_[v]; }
  /// Every way from the root to `v` passes `via`; `v` and the root are passed.  False where `v` is not reached.
  bool dominates(uint32_t via, uint32_t v) const;

 private:
  static constexpr uint32_t kNowhere = UINT32_MAX;

  uint32_t root_ = 0;
  std::vector<uint32_t> up_;    // by vertex
  std::vector<uint32_t> rank_;  // by vertex: its number in reverse postorder; above() has a smaller one
};

}  // namespace merlon
