#include "graph/graph.hpp"

#include <algorithm>

namespace merlon {
namespace {

bool says_unknown(const TomlEntry& entry) {
  return entry.value.is(TomlType::string) && entry.value.text == "unknown";
}

const TomlEntry* own_entry(const Graph& g, FactId fact, Element e) {
  for (const OwnFact& own : g.own_facts(e)) {
    if (own.fact == fact) return own.entry;
  }
  return nullptr;
}

bool in_words(const Graph& g, FactId fact, Element e, const std::vector<uint32_t>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](uint32_t word) { return g.facts.is(fact, e, word) == Tri::yes; });
}

}  // namespace

ElementKind Graph::kind_of(Element e) const {
  if (e >= first[6]) return ElementKind::asset;
  for (size_t k = 0; k < 5; ++k) {
    if (e < first[k + 1]) return static_cast<ElementKind>(k);
  }
  return ElementKind::pipeline;
}

Span Graph::span(Element e) const {
  if (docs[e] != nullptr) return docs[e]->span;
  if (e >= first[3] && e < first[4]) {
    const Flow& f = flow(e);
    const Element owner = f.kind == FlowKind::writes ? f.from : f.to;
    if (docs[owner] != nullptr) return docs[owner]->span;
  }
  return Span{doc->file, 0, 0, 1};
}

FactSource Graph::stated(FactId fact, Element e) const {
  if (const TomlEntry* entry = own_entry(*this, fact, e)) return {FactOrigin::written, entry, e};
  const uint32_t inherits = catalog->vocabulary.facts[fact].def.inherits;
  if (inherits == 0 || std::binary_search(widened.begin(), widened.end(), std::make_pair(e, fact))) return {};
  if ((inherits & inherits_store) != 0 && e < n_nodes()) {
    for (Element at = holder[e]; at != kNone; at = holder[at]) {
      if (const TomlEntry* entry = own_entry(*this, fact, at)) return {FactOrigin::inherited, entry, at};
    }
  }
  if ((inherits & inherits_boundary) != 0) {
    for (Element at = boundary[e]; at != kNone; at = boundary[at]) {
      if (const TomlEntry* entry = own_entry(*this, fact, at)) return {FactOrigin::inherited, entry, at};
    }
  }
  if ((inherits & inherits_pipeline) != 0) {
    const TomlEntry* entry = own_entry(*this, fact, pipeline());
    if (entry != nullptr) return {FactOrigin::inherited, entry, pipeline()};
  }
  return {};
}

const TomlEntry* Graph::assumption(FactId fact, Element e) const {
  const auto it = std::lower_bound(assumed.begin(), assumed.end(), std::make_pair(e, fact),
                                   [](const auto& a, const auto& key) {
                                     return std::make_pair(a.first, a.second.fact) < key;
                                   });
  return it != assumed.end() && it->first == e && it->second.fact == fact ? it->second.entry : nullptr;
}

FactSource Graph::source(FactId fact, Element e) const {
  FactSource from = stated(fact, e);
  if (from.entry != nullptr && !says_unknown(*from.entry)) return from;
  if (const TomlEntry* entry = assumption(fact, e)) return {FactOrigin::assumed, entry, e};
  if (from.entry != nullptr) return {FactOrigin::unknown, from.entry, from.from};
  const Fact& f = catalog->vocabulary.facts[fact];
  if (!f.def.fallback.empty()) return {FactOrigin::fallback, nullptr, e};
  const std::string text = facts.text(fact, e);
  return {text == "unknown" ? FactOrigin::unknown : FactOrigin::derived, nullptr, e};
}

std::vector<Element> Graph::in_scope(const Scope& scope) const {
  const Vocabulary& v = catalog->vocabulary;
  const FactId does = v.find("does"), kind_fact = v.find("kind"), role = v.find("role");
  std::vector<Element> subjects;
  const auto add = [&](ElementKind k, FactId fact, const std::vector<uint32_t>& words) {
    if ((scope.on & mask_of(k)) == 0) return;
    for (Element e = first[static_cast<size_t>(k)]; e < first[static_cast<size_t>(k) + 1]; ++e) {
      if (words.empty() || in_words(*this, fact, e, words)) subjects.push_back(e);
    }
  };
  add(ElementKind::stage, does, scope.does);
  add(ElementKind::asset, kind_fact, scope.kinds);
  add(ElementKind::actor, role, scope.roles);
  add(ElementKind::flow, kNone, {});
  // The boundary `outside` is not the user's to harden.
  if ((scope.on & mask_of(ElementKind::boundary)) != 0) {
    for (Element e = outside() + 1; e < first[5]; ++e) subjects.push_back(e);
  }
  if ((scope.on & mask_of(ElementKind::pipeline)) != 0) subjects.push_back(pipeline());
  return subjects;
}

// 9-semantics S1: of a stage its own; of an asset those of the stages that touch it, first in lifecycle order; of a
// flow its target's; of all others what the threat says, else governance.
uint8_t Graph::phase_of(Element subject, std::string_view threat_phase) const {
  constexpr uint8_t kGovernance = 9;
  uint8_t other = kGovernance;
  for (uint8_t p = 0; p < kPhases.size(); ++p) {
    if (kPhases[p] == threat_phase) other = p;
  }
  switch (kind_of(subject)) {
    case ElementKind::stage: return phase[subject];
    case ElementKind::asset: {
      uint8_t best = kPhases.size();
      for (const Adjacency* list : {&read_by, &written_by, &used_by}) {
        for (const Element s : list->of(subject)) {
          if (s < n_stages) best = std::min(best, phase[s]);
        }
      }
      if (best < kPhases.size()) return best;
      for (const Element held : holds.of(subject)) best = std::min(best, phase_of(held, {}));
      return best < kPhases.size() ? best : other;
    }
    case ElementKind::flow: {
      const Flow& f = flow(subject);
      if (kind_of(f.to) != ElementKind::actor) return phase_of(f.to, threat_phase);
      return phase_of(f.from, threat_phase);
    }
    default: break;
  }
  return other;
}

}  // namespace merlon
