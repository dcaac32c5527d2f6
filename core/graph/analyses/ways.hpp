// Ways by which somebody from outside gets at an element, or what it holds gets out to them, and what cuts them all.
#pragma once

#include <vector>

#include "base/bits.hpp"
#include "graph/core_facts.hpp"

namespace merlon {

/// The ways of 9-semantics S6.  Possible attackers stand where a place is, or may be, untrusted, bring in what comes from
/// outside, or are hidden behind a list that nobody wrote.  People end a way.
class Ways {
 public:
  enum class Direction : uint8_t { in, out };  ///< from an attacker to the element; from the element to one

  explicit Ways(const Graph& g);

  /// Whether there surely is a way between an attacker and this node.
  bool exists(Direction direction, Element node) const { return exists_[index(direction)].test(node); }
  /// The nodes that some possible way reaches which passes none of `places`, ends included.  A node of `places` where an
  /// attacker stands stops nobody.
  BitColumn reached(Direction direction, const BitColumn& places) const;

  struct End {
    uint32_t vertex;
    bool certain;   ///< surely an end
    bool foreign;   ///< an attacker's own place, where no control of ours stands
  };
  /// Vertices of the flow graph where ways begin (where they end, outward).
  const std::vector<End>& ends(Direction direction) const { return ends_[index(direction)]; }
  /// The node that can stop somebody at a vertex: itself, or the store whose door it is; else kNone.
  Element guard_of(uint32_t vertex) const;
  const Graph& graph() const { return g_; }

 private:
  static size_t index(Direction direction) { return static_cast<size_t>(direction); }
  void find_ends(const CoreFacts& f);
  BitColumn search(Direction direction, bool certain, const BitColumn& places) const;

  const Graph& g_;
  std::vector<uint32_t> holder_of_door_;      // door - n_nodes -> holder
  std::vector<End> ends_[2];
  BitColumn exists_[2];
};

}  // namespace merlon
