// The graph along which content and influence travel: what `upstream` and `downstream` follow.
//
// Vertices are the nodes, one door for each holder (what is written into a store reaches everything in it, what is in
// it reaches whoever reads the store, but one held thing does not reach another), and five that stand for what nobody
// told.  Three feed what is open: IN an open `reads` (from any asset), CALL an open `serves` (from any actor or stage),
// WRITER an asset whose writers are unknown (from any actor); each also stands for something hidden.  OUT is what an
// open `writes` or `serves` may feed.  USE is software that a stage may use without saying so.
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
  uint32_t in() const { return n_ - 5; }
  uint32_t call() const { return n_ - 4; }
  uint32_t writer() const { return n_ - 3; }
  bool is_hidden_source(uint32_t vertex) const { return vertex >= in() && vertex <= writer(); }
  bool is_hidden(uint32_t vertex) const { return vertex >= in(); }
  uint32_t out() const { return n_ - 2; }
  uint32_t use() const { return n_ - 1; }
  bool is_node(uint32_t vertex) const { return vertex < n_nodes_; }
  std::span<const Arc> after(uint32_t v) const { return {arcs_out_.data() + out_[v], out_[v + 1] - out_[v]}; }
  std::span<const Arc> before(uint32_t v) const { return {arcs_in_.data() + in_[v], in_[v + 1] - in_[v]}; }
  uint32_t n_edges() const { return static_cast<uint32_t>(arcs_out_.size()); }

 private:
  uint32_t n_ = 5, n_nodes_ = 0;
  std::vector<uint32_t> out_, in_;
  std::vector<Arc> arcs_out_, arcs_in_;
};

}  // namespace merlon
