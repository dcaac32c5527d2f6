#include "engine/follows.hpp"

#include <algorithm>

#include "graph/analyses/missing.hpp"

namespace merlon {
namespace {

using Kinds = std::vector<VerdictKind>;

class Causes {
 public:
  Causes(const Graph& g, const std::vector<AskedThreat>& asked, const Threat& effect) : g_(g), flows_(g.flow_graph) {
    at_.assign(g.first[6], VerdictKind::ruled_out);
    arriving_.assign(flows_.size(), VerdictKind::ruled_out);
    for (const uint32_t f : effect.follows) {
      const std::string& id = g.catalog->threats[f].def.id;
      const auto found = std::find_if(asked.begin(), asked.end(), [&](const AskedThreat& a) { return a.id == id; });
      for (size_t i = 0; i < found->subjects.size(); ++i) raise_at(found->subjects[i], found->kinds[i]);
      threats_.push_back(static_cast<uint32_t>(found - asked.begin()));
    }
    spread();
  }

  // Here, or at what lies before it: of a flow before its source, of a boundary or the pipeline in anything there.
  VerdictKind most(Element subject) const {
    VerdictKind kind = at_[subject];
    for (const uint32_t v : vertices(subject)) kind = std::max(kind, arriving_[v]);
    return kind;
  }

  // What leaves the causes before a subject undecided: what they miss themselves, and the lists through which they may
  // reach it.
  std::vector<Evidence> missing(Element subject, const std::vector<Cell>& cells) const {
    std::vector<bool> before(flows_.size());
    std::vector<uint32_t> todo = vertices(subject);
    for (const uint32_t v : todo) before[v] = true;
    std::vector<Missing> out;
    for (size_t i = 0; i < todo.size(); ++i) {
      const uint32_t v = todo[i];
      if (v != subject && g_.is_person(v)) continue;
      if (flows_.is_node(v)) missing_sides(g_, v, true, out);
      for (const FlowGraph::Arc arc : flows_.before(v)) {
        if (flows_.is_hidden(v) && flows_.is_node(arc.vertex)) missing_far_side(g_, v, arc.vertex, out);
        if (before[arc.vertex]) continue;
        before[arc.vertex] = true;
        todo.push_back(arc.vertex);
      }
    }
    std::vector<Evidence> evidence;
    for (const Cell& c : cells) {
      const bool cause = std::find(threats_.begin(), threats_.end(), c.threat) != threats_.end();
      if (!cause || c.kind != VerdictKind::undecided || !(c.subject == subject || lies_before(c.subject, before))) continue;
      for (const SourceVerdict& s : c.sources) {
        for (const Evidence& e : s.evidence) out.push_back({e.element, e.fact});
      }
    }
    for (size_t i = 0; i < out.size(); ++i) {
      if (std::find(out.begin(), out.begin() + static_cast<ptrdiff_t>(i), out[i]) != out.begin() + static_cast<ptrdiff_t>(i)) continue;
      evidence.push_back({Evidence::Kind::missing, out[i].element, out[i].what, {}});
    }
    return evidence;
  }

 private:
  void raise_at(Element subject, VerdictKind kind) {
    at_[subject] = std::max(at_[subject], kind);
    uint32_t v = subject;
    if (g_.kind_of(subject) == ElementKind::flow) v = g_.flow(subject).to;
    if (v < g_.n_nodes()) arriving_[v] = std::max(arriving_[v], kind);
  }

  std::vector<uint32_t> vertices(Element subject) const {
    switch (g_.kind_of(subject)) {
      case ElementKind::flow: return {g_.flow(subject).from};
      case ElementKind::boundary: return {g_.inside.of(subject).begin(), g_.inside.of(subject).end()};
      case ElementKind::pipeline: {
        std::vector<uint32_t> all(g_.n_nodes());
        for (Element e = 0; e < g_.n_nodes(); ++e) all[e] = e;
        return all;
      }
      default: return {subject};
    }
  }

  bool lies_before(Element subject, const std::vector<bool>& before) const {
    if (g_.kind_of(subject) == ElementKind::flow) return before[g_.flow(subject).to];
    return subject < g_.n_nodes() && before[subject];
  }

  // Strongest first, so each vertex is met once; then whatever is only possible, from all that is not ruled out.
  void spread() {
    for (const VerdictKind level : {VerdictKind::raised, VerdictKind::not_analysed, VerdictKind::undecided}) {
      std::vector<uint32_t> todo;
      for (uint32_t v = 0; v < flows_.size(); ++v) {
        const bool here = level == VerdictKind::undecided ? arriving_[v] != VerdictKind::ruled_out : arriving_[v] == level;
        if (here && (!g_.is_person(v) || at_[v] != VerdictKind::ruled_out)) todo.push_back(v);
      }
      const size_t starts = todo.size();
      for (size_t i = 0; i < todo.size(); ++i) {
        if (i >= starts && g_.is_person(todo[i])) continue;
        for (const FlowGraph::Arc arc : flows_.after(todo[i])) {
          if ((!arc.certain && level != VerdictKind::undecided) || arriving_[arc.vertex] >= level) continue;
          arriving_[arc.vertex] = level;
          todo.push_back(arc.vertex);
        }
      }
    }
  }

  const Graph& g_;
  const FlowGraph& flows_;
  Kinds at_;        // by element
  Kinds arriving_;  // by vertex
  std::vector<uint32_t> threats_;
};

}  // namespace

std::vector<Lowered> apply_follows(const Graph& g, std::vector<AskedThreat>& asked, std::vector<Cell>& cells) {
  std::vector<Lowered> lowered;
  for (uint32_t t = 0; t < asked.size(); ++t) {
    AskedThreat& effect = asked[t];
    if (effect.threat == nullptr || effect.threat->follows.empty()) continue;
    const Causes causes(g, asked, *effect.threat);
    for (size_t i = 0; i < effect.subjects.size(); ++i) {
      const VerdictKind most = causes.most(effect.subjects[i]);
      if (effect.kinds[i] <= most) continue;
      effect.kinds[i] = most;
      lowered.push_back({t, i});
      if (most != VerdictKind::undecided) continue;
      for (Cell& cell : cells) {
        if (cell.threat != t || cell.subject != effect.subjects[i]) continue;
        const std::vector<Evidence> missing = causes.missing(cell.subject, cells);
        for (SourceVerdict& s : cell.sources) s.kind = most, s.reason.clear(), s.evidence = missing;
      }
    }
  }
  return lowered;
}

}  // namespace merlon
