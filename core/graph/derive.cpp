#include "graph/derive.hpp"

#include <fmt/format.h>

namespace merlon {

bool Derivation::overruled(FactId fact, Element e, bool agrees) {
  const FactSource from = g.stated(fact, e);
  if (from.entry == nullptr) return false;
  const bool unknown = from.entry->value.is(TomlType::string) && from.entry->value.text == "unknown";
  if (!unknown && !agrees && from.from == e) {
    diagnostics.add("W0202", from.entry->value.span,
                    fmt::format("`{}` of `{}` is stated otherwise than the graph shows it", from.entry->key, g.ids[e]),
                    "", "the stated value stands; check the edges, or take the statement out");
  }
  return true;  // "unknown" stops derivation as well (S4)
}

void Derivation::put(FactId fact, Element e, Bounds b) {
  if (fact == kNone || !g.catalog->vocabulary.facts[fact].on(g.kind_of(e))) return;
  const bool agrees = !g.facts.applies(fact, e) || (g.facts.high(fact, e) >= b.low && g.facts.low(fact, e) <= b.high);
  if (overruled(fact, e, agrees)) return;
  const bool assumed = g.assumption(fact, e) != nullptr;
  if (assumed && b.low != b.high && agrees) return;
  g.facts.set_level(fact, e, b.low, b.high);
}

void Derivation::put(FactId fact, Element e, Tri value) {
  if (fact == kNone || !g.catalog->vocabulary.facts[fact].on(g.kind_of(e))) return;
  const bool agrees = value == Tri::unknown || g.facts.is(fact, e, 1) == Tri::unknown || g.facts.is(fact, e, 1) == value;
  if (overruled(fact, e, agrees)) return;
  const bool assumed = g.assumption(fact, e) != nullptr;
  if (assumed && value == Tri::unknown) return;
  g.facts.set_tri(fact, e, value);
}

Bounds Derivation::bounds(FactId fact, Element e) const {
  return {g.facts.low(fact, e), g.facts.high(fact, e)};
}

void derive_facts(Graph& g, Diagnostics& diagnostics) {
  Derivation d{g, diagnostics, CoreFacts(g.catalog->vocabulary)};
  derive_doors(d);
  derive_places(d);
  g.flow_graph = build_flow_graph(g, d.f);
  derive_contents(d);
  derive_trust(d);
  derive_audiences(d);
  derive_loops(d);
  derive_reach(d);
  derive_crossings(d);
  derive_defines(d);
}

}  // namespace merlon
