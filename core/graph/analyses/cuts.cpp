#include "graph/analyses/cuts.hpp"

#include <algorithm>

namespace merlon {

// Each vertex is an entry and an exit with room between them: for one way where a control may be put, else for any number.
Cuts::Cuts(const Ways& ways, Ways::Direction direction, const BitColumn& allowed, const BitColumn& standing)
    : ways_(ways), direction_(direction) {
  const Graph& g = ways.graph();
  const FlowGraph& flows = g.flow_graph;
  first_.assign(2 * size_t{flows.size()} + 1, kEnd);
  stamp_.assign(first_.size(), 0), came_.assign(first_.size(), kEnd);
  inner_.assign(flows.size(), kEnd);
  foreign_.assign(flows.size(), false);
  BitColumn starts;
  for (const Ways::End& end : ways.ends(direction)) {
    const Element guard = ways.guard_of(end.vertex);
    if (!end.foreign && guard != kNone && standing.test(guard)) continue;
    starts.set(end.vertex);
    foreign_[end.vertex] = foreign_[end.vertex] || end.foreign;
    arc(source(), end.foreign ? exit(end.vertex) : entry(end.vertex), kAny);
  }
  for (uint32_t v = 0; v < flows.size(); ++v) {
    const Element guard = ways.guard_of(v);
    const bool closed = (guard != kNone && standing.test(guard)) || (g.is_person(v) && !starts.test(v));
    if (!closed) inner_[v] = arc(entry(v), exit(v), guard != kNone && allowed.test(guard) ? 1 : kAny);
    for (const FlowGraph::Arc next : direction == Ways::Direction::in ? flows.after(v) : flows.before(v)) {
      arc(exit(v), entry(next.vertex), kAny);
    }
  }
}

uint32_t Cuts::arc(uint32_t from, uint32_t to, int room) {
  add(from, to, room);
  add(to, from, 0);
  return static_cast<uint32_t>(arcs_.size()) - 2;
}

void Cuts::add(uint32_t from, uint32_t to, int room) {
  arcs_.push_back({from, to, first_[from], room});
  first_[from] = static_cast<uint32_t>(arcs_.size()) - 1;
}

void Cuts::change(uint32_t arc, int by) {
  if (arcs_[arc].room > kAny / 2) return;
  changed_.emplace_back(arc, by);
  arcs_[arc].room += by;
}

void Cuts::restore() {
  for (const auto& [arc, by] : changed_) arcs_[arc].room -= by;
  changed_.clear();
}

// A control at the node itself does not stand on a way to it, nor at the doors of what it holds.
void Cuts::widen(Element node) {
  const FlowGraph& flows = ways_.graph().flow_graph;
  const auto widen = [&](uint32_t v) {
    if (inner_[v] != kEnd && ways_.guard_of(v) == node) change(inner_[v], kAny);
  };
  for (const FlowGraph::Arc next : flows.after(node)) widen(next.vertex);
  for (const FlowGraph::Arc next : flows.before(node)) widen(next.vertex);
}

// From the node, so that an attacker nearby ends the search soon.  `came_` leads on towards the node.
void Cuts::spread_back(uint32_t target) {
  ++round_;
  stamp_[target] = round_;
  queue_.assign(1, target);
  for (size_t i = 0; i < queue_.size() && !seen(source()); ++i) {
    for (uint32_t a = first_[queue_[i]]; a != kEnd; a = arcs_[a].next) {
      const uint32_t from = arcs_[a].to;
      if (arcs_[a ^ 1].room == 0 || seen(from)) continue;
      stamp_[from] = round_;
      came_[from] = a ^ 1;
      queue_.push_back(from);
    }
  }
}

// From the attackers; finds where they get once no more ways are left.
void Cuts::spread(uint32_t target) {
  ++round_;
  stamp_[source()] = round_;
  queue_.assign(1, source());
  for (size_t i = 0; i < queue_.size() && !seen(target); ++i) {
    for (uint32_t a = first_[queue_[i]]; a != kEnd; a = arcs_[a].next) {
      if (arcs_[a].room == 0 || seen(arcs_[a].to)) continue;
      stamp_[arcs_[a].to] = round_;
      queue_.push_back(arcs_[a].to);
    }
  }
}

bool Cuts::augment(uint32_t target, bool& any) {
  spread_back(target);
  if (!seen(source())) return false;
  any = true;
  for (uint32_t v = source(); v != target; v = arcs_[came_[v]].to) any = any && arcs_[came_[v]].room > kAny / 2;
  for (uint32_t v = source(); v != target; v = arcs_[came_[v]].to) {
    change(came_[v], -1);
    change(came_[v] ^ 1, 1);
  }
  return true;
}

// Where one side of a vertex was reached and the other was not.
std::vector<Element> Cuts::between(bool from_source) const {
  std::vector<Element> cut;
  for (uint32_t v = 0; v < inner_.size(); ++v) {
    if (inner_[v] == kEnd) continue;
    const bool here = from_source ? seen(entry(v)) && !seen(exit(v)) : seen(exit(v)) && !seen(entry(v));
    if (here) cut.push_back(ways_.guard_of(v));
  }
  std::sort(cut.begin(), cut.end());
  cut.erase(std::unique(cut.begin(), cut.end()), cut.end());
  return cut;
}

std::vector<std::vector<Element>> Cuts::smallest(Element node, size_t most) {
  if (!ways_.exists(direction_, node) || foreign_[node]) return {};
  widen(node);
  std::vector<std::vector<Element>> out;
  size_t ways = 0;
  bool any = false;
  while (!any && ways <= most && augment(entry(node), any)) ++ways;
  if (!any && ways > 0 && ways <= most) {
    std::vector<Element> near_node = between(false);
    spread(entry(node));
    out.push_back(between(true));
    if (near_node != out[0]) out.push_back(std::move(near_node));
  }
  restore();
  return out;
}

}  // namespace merlon
