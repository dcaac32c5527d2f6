// Which nodes lie before which along one kind of way through the flow graph, surely and possibly, and by which path.
// What the views of reachability, lineage and feedback loops are made of.
#pragma once

#include <merlon/abi.h>

#include <vector>

#include "engine/closure.hpp"
#include "graph/analyses/content.hpp"
#include "graph/graph.hpp"

namespace merlon {

class Passage {
 public:
  /// any: along every flow; content: where content passes, and through models; loop: as any, and through people.
  enum class Kind : uint8_t { any, content, loop };

  Passage(const Graph& g, Kind kind);
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;

  /// MRL_TRI_...; a node lies before itself only over a cycle.
  uint32_t before(uint32_t from, uint32_t to) const;
  /// MRL_PATH_OUT of abi.h.
  mrl_status write_path(mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) const;
  /// Whether the way goes on along `arc` from `from`, surely or possibly.
  bool passes(uint32_t from, const FlowGraph::Arc& arc, bool certain) const;

  const Graph& graph() const { return g_; }
  const CoreFacts& facts() const { return f_; }
  const ContentRules& rules() const { return rules_; }
  uint64_t serial() const { return serial_; }  ///< of no other in this process

 private:
  bool ends(uint32_t v) const { return kind_ != Kind::loop && g_.is_person(v); }
  uint32_t leads(uint32_t from, uint32_t to) const;
  bool lies_before(uint32_t vertex, uint32_t to, bool certain) const;
  std::vector<uint32_t> way(uint32_t from, uint32_t to, bool certain) const;

  const Graph& g_;
  CoreFacts f_;
  ContentRules rules_;
  Kind kind_;
  uint64_t serial_;
  Closure must_, may_;
};

}  // namespace merlon
