#include "graph/analyses/crossings.hpp"

#include <deque>

namespace merlon {

std::vector<int32_t> fewest_crossings(const Graph& g, const CoreFacts& f, const std::vector<uint32_t>& sources,
                                      bool certain) {
  const FlowGraph& flows = g.flow_graph;
  std::vector<int32_t> distance(flows.size(), kUnreached);
  const auto place = [&](uint32_t v) {
    if (!flows.is_node(v) || f.trust_of_place == kNone || !g.facts.applies(f.trust_of_place, v)) {
      return Bounds{untrusted, restricted_trust};
    }
    return Bounds{g.facts.low(f.trust_of_place, v), g.facts.high(f.trust_of_place, v)};
  };
  // Steps cost 0 or 1, so a queue with two ends replaces a heap.
  std::deque<uint32_t> queue;
  std::vector<bool> starts(flows.size());
  for (const uint32_t s : sources) {
    starts[s] = true;
    if (distance[s] == 0) continue;
    distance[s] = 0;
    queue.push_back(s);
  }
  while (!queue.empty()) {
    const uint32_t v = queue.front();
    queue.pop_front();
    if (g.is_person(v) && !starts[v]) continue;
    for (const FlowGraph::Arc arc : flows.after(v)) {
      if (certain && !arc.certain) continue;
      const Bounds from = place(v), to = place(arc.vertex);
      const int32_t step = (certain ? to.high > from.low : to.low > from.high) ? 1 : 0;
      if (distance[v] + step >= distance[arc.vertex]) continue;
      distance[arc.vertex] = distance[v] + step;
      step == 0 ? queue.push_front(arc.vertex) : queue.push_back(arc.vertex);
    }
  }
  return distance;
}

void derive_crossings(Derivation& d) {
  Graph& g = d.g;
  if (d.f.crossings == kNone || d.f.trust_of_place == kNone) return;
  std::vector<uint32_t> surely, outside;
  for (Element a = g.first[2]; a < g.first[3]; ++a) {
    const Tri stands = g.facts.at_most(d.f.trust_of_place, a, untrusted);
    if (stands == Tri::yes) surely.push_back(a);
    if (stands != Tri::no) outside.push_back(a);
  }
  const std::vector<int32_t> far = fewest_crossings(g, d.f, surely, true);
  // Whoever is not described may stand outside as well.
  for (const uint32_t v : {g.flow_graph.thing(), g.flow_graph.call(), g.flow_graph.writer()}) outside.push_back(v);
  const std::vector<int32_t> near = fewest_crossings(g, d.f, outside, false);
  for (Element e = 0; e < g.n_nodes(); ++e) {
    if (!g.facts.applies(d.f.crossings, e)) continue;
    g.facts.set_integer(d.f.crossings, e, near[e], far[e]);
  }
}

}  // namespace merlon
