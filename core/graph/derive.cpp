#include "graph/derive.hpp"

#include <algorithm>

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

void take_published(Graph& g, const std::vector<PublishedValue>& values, Diagnostics& diagnostics) {
  Diagnostics again;  // what a definition says against the drawing was told before
  Derivation d{g, diagnostics, CoreFacts(g.catalog->vocabulary)};
  for (const PublishedValue& v : values) d.put(v.fact, v.at, v.value);
  Derivation defining{g, again, d.f};
  derive_defines(defining);
  const auto same = [](const Diagnostic& a, const Diagnostic& b) { return a.code == b.code && a.span == b.span; };
  for (const Diagnostic& one : again.all()) {
    const auto& told = diagnostics.all();
    if (std::none_of(told.begin(), told.end(), [&](const Diagnostic& other) { return same(one, other); })) diagnostics.add(one);
  }
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
