// Which vertices lie before others, for 64 of them in one pass over the strong components of a graph.
//
//   Closure closure(n, [&](uint32_t v, auto visit) { for (each w after v) visit(w); });
//   std::vector<uint64_t> before;
//   closure.before(targets, before);
//   bool reaches = before[closure.component(v)] >> i & 1;   // targets[i] can be reached from v over at least one edge
//
// A search for each target would cost the whole graph each time, and a pass over a graph asks for thousands.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace merlon {

class Closure {
 public:
  using Visit = std::function<void(uint32_t)>;

  Closure() = default;
  Closure(uint32_t n_vertices, const std::function<void(uint32_t, const Visit&)>& after);

  uint32_t component(uint32_t vertex) const { return component_[vertex]; }
  /// Shape:  at most 64 vertices; a word for each component, bit i for targets[i].
  void before(std::span<const uint32_t> targets, std::vector<uint64_t>& out) const;

 private:
  void number(uint32_t n);
  void condense(uint32_t n);

  std::vector<uint32_t> off_, to_;                        // of vertices, until they are condensed
  std::vector<uint32_t> component_;                       // an edge between two leads to the lower number
  std::vector<uint32_t> component_off_, component_to_;    // of components
  std::vector<bool> cyclic_;                              // of components
};

}  // namespace merlon
