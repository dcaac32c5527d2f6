// The lowest trust whose content, or influence, reaches each element: a fixpoint over the cyclic graph, computed as one
// search for each level of trust, lowest first.  Twice: over what is certain, and over what is possible.
#include <algorithm>

#include "graph/analyses/content.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

constexpr int32_t kLevels = 4;

class Trust {
 public:
  Trust(const Graph& g, const CoreFacts& f, bool influence) : g_(g), f_(f), rules_(g, f), influence_(influence) {}

  std::vector<Bounds> run() {
    const std::vector<int32_t> high = spread(true), low = spread(false);
    std::vector<Bounds> out(g_.n_nodes());
    for (Element e = 0; e < g_.n_nodes(); ++e) out[e] = {std::min(low[e], high[e]), high[e]};
    return out;
  }

  // The trust that enters at an asset; restricted (the highest) when nothing does.
  int32_t asset_source(Element asset, bool certain) const {
    int32_t trust = restricted_trust;
    const auto possible = [&](Tri value) { return certain ? value == Tri::yes : value != Tri::no; };
    if (rules_.is_tool(asset)) {
      for (const std::string_view word : {"outside-content", "browse"}) {
        if (possible(f_.asset_is(g_, asset, f_.can, word))) trust = untrusted;
      }
    }
    if (!is_source(asset, certain)) return trust;
    if (f_.origin != kNone) {
      for (const std::string_view word : kStrangeOrigins) {
        if (possible(f_.asset_is(g_, asset, f_.origin, word))) trust = std::min<int32_t>(trust, untrusted);
      }
      for (const std::string_view word : kContractOrigins) {
        if (possible(f_.asset_is(g_, asset, f_.origin, word))) trust = std::min<int32_t>(trust, partner_trust);
      }
    }
    if (f_.writable_by != kNone && g_.facts.applies(f_.writable_by, asset)) {
      const int32_t audience = certain ? g_.facts.low(f_.writable_by, asset) : g_.facts.high(f_.writable_by, asset);
      trust = std::min(trust, f_.trust_of_audience(audience));
    }
    return trust;
  }

 private:
  std::vector<int32_t> spread(bool certain) const {
    const FlowGraph& flows = g_.flow_graph;
    std::vector<std::vector<uint32_t>> queue(kLevels);
    for (uint32_t v = 0; v < flows.size(); ++v) {
      const int32_t own = source(v, certain);
      if (own < kLevels) queue[static_cast<size_t>(own)].push_back(v);
    }
    std::vector<int32_t> trust(flows.size(), restricted_trust);
    std::vector<bool> done(flows.size());
    for (int32_t level = 0; level < kLevels; ++level) {
      std::vector<uint32_t>& todo = queue[static_cast<size_t>(level)];
      for (size_t i = 0; i < todo.size(); ++i) {
        const uint32_t v = todo[i];
        // People end a path: what they write on is theirs, and carries their own trust.
        if (done[v] || (rules_.is_actor(v) && source(v, certain) != level)) continue;
        done[v] = true;
        trust[v] = level;
        for (const FlowGraph::Arc arc : flows.after(v)) {
          if (!done[arc.vertex] && passes(v, arc, certain)) todo.push_back(arc.vertex);
        }
      }
    }
    trust.resize(g_.n_nodes());
    return trust;
  }

  bool passes(uint32_t from, const FlowGraph::Arc& arc, bool certain) const {
    if (certain && !arc.certain) return false;
    Tri pass = rules_.passes(from, arc.vertex);
    if (influence_ && !rules_.is_actor(from)) pass = Tri::yes;
    return certain ? pass == Tri::yes : pass != Tri::no;
  }

  // The trust that enters the graph at this vertex; restricted (the highest) when nothing does.
  int32_t source(uint32_t v, bool certain) const {
    const FlowGraph& flows = g_.flow_graph;
    if (flows.is_hidden_source(v)) return certain ? restricted_trust : untrusted;
    if (v == flows.software()) return certain || !influence_ ? restricted_trust : untrusted;
    if (!flows.is_node(v)) return restricted_trust;
    if (rules_.is_actor(v)) return f_.trust == kNone ? restricted_trust : g_.facts.high(f_.trust, v);
    // An agent whose tools nobody described may have one that brings in what outsiders wrote.
    const bool hidden_tool = rules_.is_stage(v) && g_.is_open(OpenList::uses, v) && f_.stage_does(g_, v, "act");
    if (rules_.is_stage(v)) return hidden_tool && !certain ? untrusted : restricted_trust;
    return asset_source(v, certain);
  }

  bool is_source(Element asset, bool certain) const {
    if (influence_) return true;
    if (rules_.is_model(asset)) {
      const Tri inside = rules_.template_inside(asset);
      return certain ? inside == Tri::yes : inside != Tri::no;
    }
    return !rules_.is_software(asset) && !rules_.is_configuration(asset);
  }

  const Graph& g_;
  const CoreFacts& f_;
  ContentRules rules_;
  bool influence_;
};

}  // namespace

bool starts_content(const Graph& g, const CoreFacts& f, Element asset, int32_t trust) {
  return Trust(g, f, false).asset_source(asset, true) <= trust;
}

Tri brings_in(const Graph& g, const CoreFacts& f, Element asset) {
  const Trust trust(g, f, true);
  if (trust.asset_source(asset, true) <= partner_trust) return Tri::yes;
  return trust.asset_source(asset, false) <= partner_trust ? Tri::unknown : Tri::no;
}

void derive_trust(Derivation& d) {
  Graph& g = d.g;
  const std::vector<Bounds> content = Trust(d.g, d.f, false).run();
  const std::vector<Bounds> influence = Trust(d.g, d.f, true).run();
  for (Element e = 0; e < g.n_nodes(); ++e) {
    d.put(d.f.content_trust, e, content[e]);
    d.put(d.f.influence_trust, e, influence[e]);
    if (d.f.contributed_by == kNone || !g.facts.applies(d.f.contributed_by, e)) continue;
    // The same turned round, of the effective value, so that a stated trust holds here too.
    const Bounds b = g.facts.applies(d.f.content_trust, e) ? d.bounds(d.f.content_trust, e) : content[e];
    d.put(d.f.contributed_by, e, Bounds{CoreFacts::audience_of_trust(b.high), CoreFacts::audience_of_trust(b.low)});
  }
}

}  // namespace merlon
