// The smallest sets of places on all ways: as many as there are ways that share no place (Menger).
#pragma once

#include <vector>

#include "graph/analyses/ways.hpp"

namespace merlon {

/// For one direction and one choice of places; asked for many nodes.
class Cuts {
 public:
  /// `allowed`: nodes that may be chosen.  `standing`: nodes that stop everybody already.
  Cuts(const Ways& ways, Ways::Direction direction, const BitColumn& allowed, const BitColumn& standing);

  /// Smallest sets that close every possible way between an attacker and `node` which `standing` leaves open: the one
  /// nearest to the attackers, and the one nearest to the node where that is another.
  /// Shape:  each of nodes of `allowed`, ascending, never `node` itself.
  /// Units:  at most `most` places.  A store counts once for each of its doors, so a set with a store may be larger than
  ///         need be.
  /// Errors: empty when no way certainly exists, when none is open, and when no set of that size closes them all.
  /// Source: 9-semantics S6; Menger's theorem, by augmenting paths.
  std::vector<std::vector<Element>> smallest(Element node, size_t most);

 private:
  static constexpr uint32_t kEnd = UINT32_MAX;
  static constexpr int kAny = 1 << 30;
  struct Arc {
    uint32_t from, to, next;
    int room;
  };

  static uint32_t entry(uint32_t v) { return 2 * v; }
  static uint32_t exit(uint32_t v) { return 2 * v + 1; }
  uint32_t source() const { return static_cast<uint32_t>(first_.size()) - 1; }
  uint32_t arc(uint32_t from, uint32_t to, int room);
  void add(uint32_t from, uint32_t to, int room);
  void change(uint32_t arc, int by);
  void widen(Element node);
  void restore();
  bool seen(uint32_t v) const { return stamp_[v] == round_; }
  /// One more way to the entry of a node; false when there is none.  `any`: nothing that could be chosen is on it.
  bool augment(uint32_t target, bool& any);
  void spread_back(uint32_t target);
  void spread(uint32_t target);
  std::vector<Element> between(bool from_source) const;

  const Ways& ways_;
  Ways::Direction direction_;
  std::vector<uint32_t> first_, inner_;  // by vertex of the network; by vertex of the flow graph: entry to exit, or kEnd
  std::vector<Arc> arcs_;
  std::vector<bool> foreign_;            // by vertex of the flow graph
  std::vector<std::pair<uint32_t, int>> changed_;
  std::vector<uint32_t> stamp_, came_, queue_;
  uint32_t round_ = 0;
};

}  // namespace merlon
