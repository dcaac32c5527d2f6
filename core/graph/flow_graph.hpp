// The graph along which content and influence travel: what `upstream` and `downstream` follow.
//
// Vertices are the nodes, one door for each holder (what is written into a store reaches everything in it, what is in
// it reaches whoever reads the store, but one held thing does not reach another), and those that stand for what nobody
// told.  Five are what nobody described: THING an asset, CALL a caller, WRITER a writer, PERSON somebody who may be told
// by one and call or write, SOFTWARE what is executed, obeyed or held.  The others are the lists that nobody wrote, between what they may name and the stages that
// have them: READ, USE and OUT (`writes`, and whoever `serves` answers), and the way back to what is called from such a
// list, as tools and hosted models are: READ_CALLED and USE_CALLED.  CALL and WRITER are lists as well.
// Edges at these are possible, all others certain unless marked.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/adjacency.hpp"

namespace merlon {

struct FlowEdge {
  uint32_t from = 0, to = 0;
  bool certain = true;
};

class FlowGraph {
 public:
  struct Arc {
    uint32_t vertex;
    bool certain;
  };

  FlowGraph() = default;
  FlowGraph(uint32_t n_nodes, uint32_t n_doors, const std::vector<FlowEdge>& edges);

  uint32_t size() const { return n_; }
  uint32_t n_nodes() const { return n_nodes_; }
  static constexpr uint32_t kHidden = 10;
  uint32_t person() const { return n_ - 10; }
  uint32_t thing() const { return n_ - 9; }
  uint32_t call() const { return n_ - 8; }
  uint32_t writer() const { return n_ - 7; }
  uint32_t software() const { return n_ - 6; }
  uint32_t read() const { return n_ - 5; }
  uint32_t use() const { return n_ - 4; }
  uint32_t out() const { return n_ - 3; }
  uint32_t read_called() const { return n_ - 2; }
  uint32_t use_called() const { return n_ - 1; }
  /// Something hidden of which anything may come.
  bool is_hidden_source(uint32_t vertex) const { return vertex >= thing() && vertex <= writer(); }
  bool is_hidden(uint32_t vertex) const { return vertex >= person(); }
  bool is_node(uint32_t vertex) const { return vertex < n_nodes_; }
  std::span<const Arc> after(uint32_t v) const { return {arcs_out_.data() + out_[v], out_[v + 1] - out_[v]}; }
  std::span<const Arc> before(uint32_t v) const { return {arcs_in_.data() + in_[v], in_[v + 1] - in_[v]}; }
  uint32_t n_edges() const { return static_cast<uint32_t>(arcs_out_.size()); }

 private:
  uint32_t n_ = kHidden, n_nodes_ = 0;
  std::vector<uint32_t> out_, in_;
  std::vector<Arc> arcs_out_, arcs_in_;
};

}  // namespace merlon
