#include "engine/closure.hpp"

#include <algorithm>

namespace merlon {
namespace {

constexpr uint32_t kNew = UINT32_MAX;

}  // namespace

Closure::Closure(uint32_t n, const std::function<void(uint32_t, const Visit&)>& after) {
  off_.reserve(n + size_t{1});
  off_.push_back(0);
  const Visit visit = [this](uint32_t to) { to_.push_back(to); };
  for (uint32_t v = 0; v < n; ++v) {
    after(v, visit);
    off_.push_back(static_cast<uint32_t>(to_.size()));
  }
  number(n);
  condense(n);
}

// Tarjan 1972, without recursion: chains are as long as the input.  A component is numbered after all that it leads to.
void Closure::number(uint32_t n) {
  struct Frame {
    uint32_t vertex, edge;
  };
  component_.assign(n, kNew);
  std::vector<uint32_t> order(n, kNew), low(n), open;
  std::vector<Frame> frames;
  uint32_t next = 0, components = 0;
  const auto enter = [&](uint32_t v) {
    order[v] = low[v] = next++;
    open.push_back(v);
    frames.push_back({v, off_[v]});
  };
  const auto leave = [&](uint32_t v) {
    frames.pop_back();
    if (!frames.empty()) low[frames.back().vertex] = std::min(low[frames.back().vertex], low[v]);
    if (low[v] != order[v]) return;
    for (uint32_t member = kNew; member != v; open.pop_back()) component_[member = open.back()] = components;
    ++components;
  };
  for (uint32_t root = 0; root < n; ++root) {
    if (order[root] == kNew) enter(root);
    while (!frames.empty()) {
      const uint32_t v = frames.back().vertex;
      if (frames.back().edge == off_[v + 1]) {
        leave(v);
        continue;
      }
      const uint32_t to = to_[frames.back().edge++];
      if (order[to] == kNew) {
        enter(to);
      } else if (component_[to] == kNew) {
        low[v] = std::min(low[v], order[to]);
      }
    }
  }
  component_off_.assign(components + size_t{1}, 0);
  cyclic_.assign(components, false);
}

void Closure::condense(uint32_t n) {
  std::vector<uint64_t> edges;
  for (uint32_t v = 0; v < n; ++v) {
    for (uint32_t i = off_[v]; i < off_[v + 1]; ++i) {
      const uint32_t from = component_[v], to = component_[to_[i]];
      if (from == to) cyclic_[from] = true;
      else edges.push_back(uint64_t{from} << 32 | to);
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  component_to_.reserve(edges.size());
  for (const uint64_t e : edges) {
    ++component_off_[(e >> 32) + 1];
    component_to_.push_back(static_cast<uint32_t>(e));
  }
  for (size_t c = 1; c < component_off_.size(); ++c) component_off_[c] += component_off_[c - 1];
  off_ = {}, to_ = {};
}

void Closure::before(std::span<const uint32_t> targets, std::vector<Block>& out) const {
  const size_t n = cyclic_.size();
  out.assign(n, {});
  std::vector<Block> own(targets.size());  // of components that hold targets; the others have none
  std::vector<uint32_t> own_of(n, kNew);
  uint32_t n_own = 0;
  for (uint32_t i = 0; i < targets.size(); ++i) {
    uint32_t& at = own_of[component_[targets[i]]];
    if (at == kNew) at = n_own++;
    own[at].set(i);
  }
  for (size_t c = 0; c < n; ++c) {
    Block& here = out[c];
    if (cyclic_[c] && own_of[c] != kNew) here = own[own_of[c]];
    for (uint32_t i = component_off_[c]; i < component_off_[c + 1]; ++i) {
      const uint32_t to = component_to_[i];
      here |= out[to];
      if (own_of[to] != kNew) here |= own[own_of[to]];
    }
  }
}

// An edge between components leads to a lower number, so one pass downwards meets each after all that lead to it.
void Closure::after(uint32_t vertex, std::vector<uint8_t>& out) const {
  const uint32_t from = component_[vertex];
  out.assign(cyclic_.size(), 0);
  for (uint32_t c = from + 1; c-- > 0;) {
    if (c != from && out[c] == 0) continue;
    for (uint32_t i = component_off_[c]; i < component_off_[c + 1]; ++i) out[component_to_[i]] = 1;
  }
  if (cyclic_[from]) out[from] = 1;
}

}  // namespace merlon
