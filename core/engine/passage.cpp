#include "engine/passage.hpp"

#include <algorithm>
#include <array>

#include "engine/serial.hpp"
#include "engine/views.hpp"

namespace merlon {
namespace {

constexpr size_t kKinds = 3;

// What one thread remembers of its last questions: those before a block of targets, and those after one vertex.
struct Memory {
  uint64_t serial = 0;
  uint32_t block = kNone, from = kNone, asked = kNone;
  std::vector<Closure::Block> must, may;
  std::vector<uint8_t> must_after, may_after;
};

}  // namespace

Passage::Passage(const Graph& g, Kind kind)
    : g_(g), f_(g.catalog->vocabulary), rules_(g, f_), kind_(kind), serial_(next_serial()) {
  const auto closure = [&](bool certain) {
    return Closure(g.flow_graph.size(), [&, certain](uint32_t v, const Closure::Visit& visit) {
      if (ends(v)) return;
      for (const FlowGraph::Arc arc : g.flow_graph.after(v)) {
        if (passes(v, arc, certain)) visit(arc.vertex);
      }
    });
  };
  must_ = closure(true);
  may_ = closure(false);
}

// Lineage passes where content does, and through models; people's questions are not lineage.
bool Passage::passes(uint32_t from, const FlowGraph::Arc& arc, bool certain) const {
  if (certain && !arc.certain) return false;
  if (kind_ != Kind::content || rules_.is_model(from) || rules_.is_model(arc.vertex)) return true;
  const Tri pass = rules_.passes(from, arc.vertex);
  return certain ? pass == Tri::yes : pass != Tri::no;
}

// Passes ask either who leads to one target, or where one vertex leads: a second question in a row from the same
// vertex, about another block, is of the second kind.
uint32_t Passage::leads(uint32_t from, uint32_t to) const {
  thread_local std::array<Memory, kKinds> memory;
  Memory& mine = memory[static_cast<size_t>(kind_)];
  const uint32_t block = to / Closure::kTargets, at = to % Closure::kTargets;
  if (mine.serial != serial_) mine = {}, mine.serial = serial_;
  const bool after = mine.block != block && (mine.from == from || mine.asked == from);
  mine.asked = from;
  if (after && mine.from != from) {
    must_.after(from, mine.must_after);
    may_.after(from, mine.may_after);
    mine.from = from;
  }
  if (after) {
    if (mine.must_after[must_.component(to)] != 0) return MRL_TRI_YES;
    return mine.may_after[may_.component(to)] != 0 ? MRL_TRI_UNKNOWN : MRL_TRI_NO;
  }
  if (mine.block != block) {
    std::vector<uint32_t> nodes;
    for (uint32_t v = block * Closure::kTargets; v < g_.n_nodes() && nodes.size() < Closure::kTargets; ++v) nodes.push_back(v);
    must_.before(nodes, mine.must);
    may_.before(nodes, mine.may);
    mine.block = block;
  }
  if (mine.must[must_.component(from)].has(at)) return MRL_TRI_YES;
  return mine.may[may_.component(from)].has(at) ? MRL_TRI_UNKNOWN : MRL_TRI_NO;
}

uint32_t Passage::before(uint32_t from, uint32_t to) const {
  if (!ends(from)) return leads(from, to);
  // A way may begin or end at people, and does not pass them.
  uint32_t best = MRL_TRI_NO;
  for (const FlowGraph::Arc arc : g_.flow_graph.after(from)) {
    if (!passes(from, arc, false)) continue;
    uint32_t one = arc.vertex == to ? uint32_t{MRL_TRI_YES} : leads(arc.vertex, to);
    if (!passes(from, arc, true)) one = std::min<uint32_t>(one, MRL_TRI_UNKNOWN);
    best = std::max(best, one);
  }
  return best;
}

bool Passage::lies_before(uint32_t vertex, uint32_t to, bool certain) const {
  const uint32_t value = before(vertex, to);
  return certain ? value == MRL_TRI_YES : value != MRL_TRI_NO;
}

// Breadth first over certain arcs, or over all that join described nodes; only by what lies before `to`.
std::vector<uint32_t> Passage::way(uint32_t from, uint32_t to, bool certain) const {
  const FlowGraph& flows = g_.flow_graph;
  thread_local std::vector<uint32_t> parent_of;  // all kNone between two calls
  if (parent_of.size() < flows.size()) parent_of.resize(flows.size(), kNone);
  std::vector<uint32_t> todo = {from}, nodes;
  for (size_t i = 0; i < todo.size() && parent_of[to] == kNone; ++i) {
    if (i > 0 && ends(todo[i])) continue;
    for (const FlowGraph::Arc arc : flows.after(todo[i])) {
      const bool hidden = flows.is_hidden(arc.vertex);
      if (hidden || parent_of[arc.vertex] != kNone || !passes(todo[i], arc, certain)) continue;
      if (arc.vertex != to && !lies_before(arc.vertex, to, certain)) continue;
      parent_of[arc.vertex] = todo[i];
      todo.push_back(arc.vertex);
      if (arc.vertex == to) break;
    }
  }
  if (parent_of[to] != kNone) {
    nodes.push_back(to);
    for (uint32_t v = parent_of[to]; v != from; v = parent_of[v]) nodes.push_back(v);
    nodes.push_back(from);
    std::reverse(nodes.begin(), nodes.end());
    std::erase_if(nodes, [&](uint32_t v) { return !flows.is_node(v); });
  }
  for (const uint32_t v : todo) parent_of[v] = kNone;
  return nodes;
}

mrl_status Passage::write_path(mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) const {
  if (n == nullptr || (out == nullptr && capacity > 0) || from >= g_.n_nodes() || to >= g_.n_nodes()) return MRL_ERR_ARGUMENT;
  const uint32_t best = before(from, to);
  std::vector<uint32_t> nodes;
  if (best != MRL_TRI_NO) nodes = way(from, to, best == MRL_TRI_YES);
  return write_refs(path_refs(g_, nodes), out, capacity, n);
}

}  // namespace merlon
