#include "engine/dominator_tree.hpp"

#include <algorithm>

namespace merlon {
namespace {

struct Successors {
  std::vector<uint32_t> off, to;

  Successors(uint32_t n, const std::function<void(uint32_t, const DominatorTree::Visit&)>& after) {
    const DominatorTree::Visit take = [this](uint32_t v) { to.push_back(v); };
    for (uint32_t v = 0; v < n; ++v) {
      off.push_back(static_cast<uint32_t>(to.size()));
      after(v, take);
    }
    off.push_back(static_cast<uint32_t>(to.size()));
  }
};

// Vertices that are reached, each after all that lie only behind it.
std::vector<uint32_t> postorder(const Successors& next, uint32_t root) {
  std::vector<uint32_t> out;
  std::vector<bool> seen(next.off.size() - 1);
  std::vector<std::pair<uint32_t, uint32_t>> path = {{root, next.off[root]}};
  seen[root] = true;
  while (!path.empty()) {
    auto& [v, at] = path.back();
    if (at == next.off[v + 1]) {
      out.push_back(v);
      path.pop_back();
      continue;
    }
    const uint32_t to = next.to[at++];
    if (seen[to]) continue;
    seen[to] = true;
    path.emplace_back(to, next.off[to]);
  }
  return out;
}

}  // namespace

DominatorTree::DominatorTree(uint32_t n, uint32_t root, const std::function<void(uint32_t, const Visit&)>& after)
    : root_(root), up_(n, kNowhere), rank_(n, kNowhere) {
  const Successors next(n, after);
  std::vector<uint32_t> order = postorder(next, root);
  std::reverse(order.begin(), order.end());
  for (uint32_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
  std::vector<std::vector<uint32_t>> before(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    for (uint32_t k = next.off[order[i]]; k < next.off[order[i] + 1]; ++k) before[rank_[next.to[k]]].push_back(i);
  }
  // By rank; the common one of two is found by going up from whichever is deeper.
  std::vector<uint32_t> up(order.size(), kNowhere);
  up[0] = 0;
  const auto common = [&](uint32_t a, uint32_t b) {
    while (a != b) (a > b ? a : b) = up[std::max(a, b)];
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 1; i < order.size(); ++i) {
      uint32_t best = kNowhere;
      for (const uint32_t p : before[i]) {
        if (up[p] != kNowhere) best = best == kNowhere ? p : common(best, p);
      }
      if (up[i] != best) up[i] = best, changed = true;
    }
  }
  for (uint32_t i = 0; i < order.size(); ++i) up_[order[i]] = order[up[i]];
}

bool DominatorTree::dominates(uint32_t via, uint32_t v) const {
  if (!reached(v) || !reached(via)) return false;
  while (rank_[v] > rank_[via]) v = up_[v];
  return v == via;
}

}  // namespace merlon
