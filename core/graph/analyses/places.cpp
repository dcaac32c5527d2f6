// Trust of the place where something is, who owns it, and which flows cross a boundary.
#include "graph/derive.hpp"

namespace merlon {
namespace {

Bounds trust_of(const Derivation& d, Element e) {
  const Graph& g = d.g;
  // People are trusted for who they are, not for where they sit: said on the actor, or following from the role.
  if (g.kind_of(e) == ElementKind::actor) return d.bounds(d.f.trust, e);
  if (g.boundary[e] == kNone) return {untrusted, restricted_trust};
  return d.bounds(d.f.trust, g.boundary[e]);
}

void owned(Derivation& d, Element e) {
  const FactSource from = d.g.stated(d.f.owner, e);
  if (from.entry == nullptr || from.entry->value.text == "unknown") return d.put(d.f.owned, e, Tri::unknown);
  d.put(d.f.owned, e, tri(from.entry->value.text != "none"));
}

// An element without a boundary lies who knows where.
Tri crosses(const Graph& g, const Flow& f) {
  const Element a = g.boundary[f.from], b = g.boundary[f.to];
  if (a == kNone || b == kNone) return Tri::unknown;
  return tri(a != b);
}

}  // namespace

void derive_places(Derivation& d) {
  Graph& g = d.g;
  if (d.f.trust != kNone) {
    g.facts.set_level(d.f.trust, g.outside(), untrusted, untrusted);
    for (Element a = g.first[2]; a < g.first[3]; ++a) {
      const int32_t trust = d.f.trust_of_audience(d.f.audience_of_role(g, a));
      if (g.facts.applies(d.f.trust, a) && !g.facts.known(d.f.trust, a)) d.put(d.f.trust, a, Bounds{trust, trust});
    }
    for (Element e = 0; e < g.n_nodes(); ++e) d.put(d.f.trust_of_place, e, trust_of(d, e));
  }
  if (d.f.owner != kNone && d.f.owned != kNone) {
    for (Element e = 0; e < g.n_elements(); ++e) owned(d, e);
  }
  for (Element e = g.first[3]; e < g.first[4]; ++e) d.put(d.f.crosses_boundary, e, crosses(g, g.flow(e)));
}

}  // namespace merlon
