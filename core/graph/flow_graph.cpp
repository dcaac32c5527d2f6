#include "graph/flow_graph.hpp"

namespace merlon {

FlowGraph::FlowGraph(uint32_t n_nodes, uint32_t n_doors, const std::vector<FlowEdge>& edges)
    : n_(n_nodes + n_doors + kHidden), n_nodes_(n_nodes), out_(n_ + 1), in_(n_ + 1) {
  for (const FlowEdge& e : edges) ++out_[e.from + 1], ++in_[e.to + 1];
  for (uint32_t v = 0; v < n_; ++v) out_[v + 1] += out_[v], in_[v + 1] += in_[v];
  arcs_out_.resize(edges.size());
  arcs_in_.resize(edges.size());
  std::vector<uint32_t> next_out(out_.begin(), out_.end() - 1), next_in(in_.begin(), in_.end() - 1);
  for (const FlowEdge& e : edges) {
    arcs_out_[next_out[e.from]++] = {e.to, e.certain};
    arcs_in_[next_in[e.to]++] = {e.from, e.certain};
  }
}

}  // namespace merlon
