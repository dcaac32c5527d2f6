#include "graph/analyses/ways.hpp"

#include "graph/analyses/content.hpp"

namespace merlon {

Ways::Ways(const Graph& g) : g_(g) {
  const FlowGraph& flows = g.flow_graph;
  for (uint32_t door = g.n_nodes(); door < flows.person(); ++door) {
    Element holder = kNone;
    for (const FlowGraph::Arc arc : flows.after(door)) {
      if (flows.is_node(arc.vertex) && !g.holds.of(arc.vertex).empty()) holder = arc.vertex;
    }
    holder_of_door_.push_back(holder);
  }
  find_ends(CoreFacts(g.catalog->vocabulary));
  for (const Direction direction : {Direction::in, Direction::out}) exists_[index(direction)] = search(direction, true, {});
}

void Ways::find_ends(const CoreFacts& f) {
  const FlowGraph& flows = g_.flow_graph;
  const auto end = [&](Direction direction, uint32_t vertex, bool certain, bool foreign) {
    ends_[index(direction)].push_back({vertex, certain, foreign});
  };
  for (Element e = 0; e < g_.n_nodes(); ++e) {
    const Tri stands = f.trust_of_place == kNone ? Tri::unknown : g_.facts.at_most(f.trust_of_place, e, untrusted);
    for (const Direction direction : {Direction::in, Direction::out}) {
      if (stands != Tri::no) end(direction, e, stands == Tri::yes, true);
    }
    if (g_.kind_of(e) != ElementKind::asset) continue;
    const Tri brings = brings_in(g_, f, e);
    if (brings != Tri::no) end(Direction::in, e, brings == Tri::yes, false);
    const Tri shows = f.readable_by == kNone || !g_.facts.applies(f.readable_by, e) ? Tri::no : g_.facts.at_least(f.readable_by, e, partners);
    if (shows != Tri::no) end(Direction::out, e, shows == Tri::yes, false);
  }
  for (uint32_t v = flows.person(); v < flows.size(); ++v) {
    end(Direction::in, v, false, true);
    end(Direction::out, v, false, true);
  }
}

BitColumn Ways::reached(Direction direction, const BitColumn& places) const { return search(direction, false, places); }

Element Ways::guard_of(uint32_t vertex) const {
  const FlowGraph& flows = g_.flow_graph;
  if (flows.is_node(vertex)) return vertex;
  return flows.is_hidden(vertex) ? kNone : holder_of_door_[vertex - g_.n_nodes()];
}

BitColumn Ways::search(Direction direction, bool certain, const BitColumn& places) const {
  const FlowGraph& flows = g_.flow_graph;
  BitColumn seen;
  std::vector<uint32_t> todo;
  const auto stops = [&](uint32_t v) {
    const Element guard = guard_of(v);
    return guard != kNone && places.test(guard);
  };
  const auto visit = [&](uint32_t v) {
    if (seen.test(v)) return;
    seen.set(v);
    todo.push_back(v);
  };
  BitColumn starts;
  for (const End& end : ends_[index(direction)]) {
    if ((certain && !end.certain) || (!end.foreign && stops(end.vertex))) continue;
    starts.set(end.vertex);
    visit(end.vertex);
  }
  while (!todo.empty()) {
    const uint32_t v = todo.back();
    todo.pop_back();
    if (g_.is_person(v) && !starts.test(v)) continue;
    for (const FlowGraph::Arc arc : direction == Direction::in ? flows.after(v) : flows.before(v)) {
      if ((!certain || arc.certain) && !stops(arc.vertex)) visit(arc.vertex);
    }
  }
  return seen;
}

}  // namespace merlon
