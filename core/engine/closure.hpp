// Which vertices lie before others, for 512 of them in one pass over the strong components of a graph.
//
//   Closure closure(n, [&](uint32_t v, auto visit) { for (each w after v) visit(w); });
//   std::vector<Closure::Block> before;
//   closure.before(targets, before);
//   bool reaches = before[closure.component(v)].has(i);   // targets[i] can be reached from v over at least one edge
//
// A search for each target would cost the whole graph each time, and a pass over a graph asks for thousands.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace merlon {

class Closure {
 public:
  using Visit = std::function<void(uint32_t)>;
  static constexpr uint32_t kTargets = 512;

  /// One bit for each target; eight words, so that a step is a few vector instructions.
  struct Block {
    std::array<uint64_t, kTargets / 64> words{};

    bool has(uint32_t target) const { return (words[target / 64] >> target % 64 & 1) != 0; }
    void set(uint32_t target) { words[target / 64] |= uint64_t{1} << target % 64; }
    Block& operator|=(const Block& other) {
      for (size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
      return *this;
    }
  };

  Closure() = default;
  Closure(uint32_t n_vertices, const std::function<void(uint32_t, const Visit&)>& after);

  uint32_t component(uint32_t vertex) const { return component_[vertex]; }
  /// Shape:  at most 512 vertices; a block for each component, bit i for targets[i].
  void before(std::span<const uint32_t> targets, std::vector<Block>& out) const;
  /// The other way round, for one vertex: 1 for each component that can be reached from it over at least one edge.
  void after(uint32_t vertex, std::vector<uint8_t>& out) const;

 private:
  void number(uint32_t n);
  void condense(uint32_t n);

  std::vector<uint32_t> off_, to_;                        // of vertices, until they are condensed
  std::vector<uint32_t> component_;                       // an edge between two leads to the lower number
  std::vector<uint32_t> component_off_, component_to_;    // of components
  std::vector<bool> cyclic_;                              // of components
};

}  // namespace merlon
