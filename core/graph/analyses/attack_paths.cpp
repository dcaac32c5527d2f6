#include "graph/analyses/attack_paths.hpp"

#include <algorithm>
#include <tuple>

namespace merlon {

// Backwards from the subject, nearest first; `next` is the step towards it.
struct AttackPaths::Search {
  std::vector<uint32_t> next, todo;

  Search(uint32_t size, uint32_t start) : next(size, kNone), todo{start} { next[start] = start; }
  void meet(uint32_t v, uint32_t towards) {
    if (next[v] != kNone) return;
    next[v] = towards;
    todo.push_back(v);
  }
};

AttackPaths::AttackPaths(const Graph& g) : g_(g), f_(g.catalog->vocabulary), rules_(g, f_), answers_(g, f_), callers_(g.n_nodes()) {
  for (Element a = g.first[2]; a < g.first[3]; ++a) {
    if (const int32_t audience = f_.audience_of_role(g, a); audience >= partners) callers_[a] = audience;
  }
  authors_ = callers_;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    if (starts_content(g, f_, a, untrusted)) authors_[a] = everybody;
    else if (starts_content(g, f_, a, partner_trust)) authors_[a] = partners;
  }
}

std::vector<AttackPath> AttackPaths::sorted(const Search& search, Element subject, const std::vector<int32_t>& begins) const {
  std::vector<AttackPath> out;
  for (const uint32_t v : search.todo) {  // nearest first
    if (v >= g_.n_nodes()) continue;
    AttackPath path{v, begins[v], {}};
    if (path.audience == nobody) continue;
    for (uint32_t at = v;; at = search.next[at]) {
      if (at < g_.n_nodes()) path.nodes.push_back(at);
      if (at == subject) break;
    }
    out.push_back(std::move(path));
  }
  // Whoever is drawn in front of an asset says more than the asset by which what he writes comes in.
  std::vector<bool> behind(g_.n_nodes());
  for (const AttackPath& path : out) {
    if (is_actor(path.from) && path.nodes.size() > 1 && begins[path.nodes[1]] <= path.audience) behind[path.nodes[1]] = true;
  }
  std::erase_if(out, [&](const AttackPath& path) { return behind[path.from] && !is_actor(path.from); });
  std::stable_sort(out.begin(), out.end(), [&](const AttackPath& a, const AttackPath& b) {
    const auto key = [&](const AttackPath& p) { return std::make_tuple(-p.audience, !is_actor(p.from), p.nodes.size(), p.from); };
    return key(a) < key(b);
  });
  return out;
}

std::vector<AttackPath> AttackPaths::of_content(Element subject) const {
  if (subject >= g_.n_nodes()) return {};
  const FlowGraph& flows = g_.flow_graph;
  Search search(flows.size(), subject);
  for (size_t i = 0; i < search.todo.size(); ++i) {
    const uint32_t v = search.todo[i];
    if (v != subject && g_.is_person(v)) continue;  // people end a path
    for (const FlowGraph::Arc arc : flows.before(v)) {
      if (arc.certain && rules_.passes(arc.vertex, v) == Tri::yes) search.meet(arc.vertex, v);
    }
  }
  return sorted(search, subject, authors_);
}

std::vector<AttackPath> AttackPaths::of_calls(Element subject) const {
  if (subject >= g_.n_stages) return {};
  Search search(g_.n_nodes(), subject);
  for (size_t i = 0; i < search.todo.size(); ++i) {
    for (const Element flow : g_.flows_in.of(search.todo[i])) {
      const Flow& f = g_.flow(flow);
      if (f.from < g_.n_nodes() && f.to < g_.n_stages && g_.kind_of(f.from) != ElementKind::asset) search.meet(f.from, f.to);
    }
  }
  return sorted(search, subject, callers_);
}

std::vector<AttackPath> AttackPaths::of_answers(Element stage) const {
  if (stage >= g_.n_stages) return {};
  Search search(g_.n_nodes(), stage);
  for (size_t i = 0; i < search.todo.size(); ++i) {
    const Element at = search.todo[i];
    if (is_actor(at) || (at != stage && !answers_.passes(at))) continue;
    for (const Answers::View& v : answers_.seen_by(at)) {
      if (v.certain) search.meet(v.from, at);
    }
  }
  return sorted(search, stage, callers_);
}

// Two searches, forwards and backwards, that meet at the model with the shortest way.
std::vector<Element> AttackPaths::through_a_model(Element from, Element to) const {
  const FlowGraph& flows = g_.flow_graph;
  const auto search_from = [&](uint32_t start, bool forwards, std::vector<uint32_t>& length) {
    Search search(flows.size(), start);
    length.assign(flows.size(), kNone);
    length[start] = 0;
    for (size_t i = 0; i < search.todo.size(); ++i) {
      const uint32_t v = search.todo[i];
      if (v != start && g_.is_person(v)) continue;
      for (const FlowGraph::Arc arc : forwards ? flows.after(v) : flows.before(v)) {
        if (!arc.certain || length[arc.vertex] != kNone) continue;
        length[arc.vertex] = length[v] + 1;
        search.meet(arc.vertex, v);
      }
    }
    return search;
  };
  std::vector<uint32_t> there, back;
  const Search first = search_from(from, true, there), second = search_from(to, false, back);
  uint32_t best = kNone;
  for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
    if (!rules_.is_model(a) || there[a] == kNone || back[a] == kNone) continue;
    if (best == kNone || there[a] + back[a] < there[best] + back[best]) best = a;
  }
  std::vector<Element> way;
  if (best == kNone) return way;
  for (uint32_t v = best;; v = first.next[v]) {
    if (v < g_.n_nodes()) way.push_back(v);
    if (v == from) break;
  }
  std::reverse(way.begin(), way.end());
  for (uint32_t v = best; v != to;) {
    v = second.next[v];
    if (v < g_.n_nodes()) way.push_back(v);
  }
  return way;
}

std::vector<Element> AttackPaths::between(Element from, Element to) const {
  const FlowGraph& flows = g_.flow_graph;
  Search search(flows.size(), to);
  for (size_t i = 0; i < search.todo.size() && search.next[from] == kNone; ++i) {
    const uint32_t v = search.todo[i];
    if (v != to && g_.is_person(v)) continue;
    for (const FlowGraph::Arc arc : flows.before(v)) {
      if (arc.certain) search.meet(arc.vertex, v);
    }
  }
  std::vector<Element> way;
  if (search.next[from] == kNone) return way;
  for (uint32_t at = from;; at = search.next[at]) {
    if (at < g_.n_nodes()) way.push_back(at);
    if (at == to) return way;
  }
}

}  // namespace merlon
