// What is in the data: words travel with content as it is copied, and make it sensitive.
#include <algorithm>
#include <array>

#include "graph/analyses/content.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

struct Weight {
  std::string_view word;
  int32_t sensitivity;
};
// [fact.sensitivity] `derived-by`.
constexpr std::array<Weight, 7> kWeights = {{{"credentials", restricted_data},
                                             {"payment-data", restricted_data},
                                             {"health-data", restricted_data},
                                             {"special-category", restricted_data},
                                             {"biometric", restricted_data},
                                             {"personal-data", confidential},
                                             {"trade-secret", confidential}}};

// For each word, everything that content with this word certainly reaches.
void spread_words(Derivation& d) {
  Graph& g = d.g;
  const FactId contains = d.f.contains;
  const auto n_values = static_cast<uint32_t>(d.f.v.facts[contains].values.size());
  const uint32_t none = d.f.value(contains, "none");
  const ContentRules rules(g, d.f);
  std::vector<std::vector<uint32_t>> words(g.n_nodes());
  for (uint32_t value = 0; value < n_values; ++value) {
    if (value == none) continue;
    std::vector<bool> seen(g.flow_graph.size());
    std::vector<uint32_t> queue;
    for (Element a = g.first[1]; a < g.first[2]; ++a) {
      if (g.facts.is(contains, a, value) == Tri::yes) queue.push_back(a), seen[a] = true;
    }
    for (size_t i = 0; i < queue.size(); ++i) {
      if (g.is_person(queue[i])) continue;
      for (const FlowGraph::Arc arc : g.flow_graph.after(queue[i])) {
        if (!arc.certain || seen[arc.vertex] || rules.passes(queue[i], arc.vertex) != Tri::yes) continue;
        seen[arc.vertex] = true;
        queue.push_back(arc.vertex);
      }
    }
    for (const uint32_t v : queue) {
      if (v < g.n_nodes() && g.kind_of(v) == ElementKind::asset) words[v].push_back(value);
    }
  }
  std::vector<uint32_t> everything(n_values);
  for (uint32_t v = 0; v < n_values; ++v) everything[v] = v;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    if (g.stated(contains, a).entry != nullptr || !g.facts.applies(contains, a)) continue;
    if (!g.facts.known(contains, a)) {
      g.facts.set_words(contains, a, words[a], everything);
    } else if (!words[a].empty()) {
      // An assumption fills what is unknown; what certainly came in stays.
      for (uint32_t value = 0; value < n_values; ++value) {
        if (value != none && g.facts.is(contains, a, value) == Tri::yes) words[a].push_back(value);
      }
      g.facts.set_words(contains, a, words[a]);
    }
  }
}

Bounds sensitivity_of(const Derivation& d, Element asset) {
  const Graph& g = d.g;
  int32_t low = public_data, high = public_data;
  for (const Weight& w : kWeights) {
    const Tri has = d.f.asset_is(g, asset, d.f.contains, w.word);
    if (has == Tri::yes) low = std::max(low, w.sensitivity);
    if (has != Tri::no) high = std::max(high, w.sensitivity);
  }
  // Content of which nothing weighty is said may still be worth hiding; only `none` says that it is not.
  const bool none = d.f.asset_is(g, asset, d.f.contains, "none") == Tri::yes;
  if (low < confidential && !none) high = restricted_data;
  return {low, std::max(low, high)};
}

}  // namespace

void derive_contents(Derivation& d) {
  Graph& g = d.g;
  if (d.f.contains == kNone) return;
  spread_words(d);
  if (d.f.sensitivity == kNone) return;
  const uint32_t model = d.f.kind_of("model");
  for (Element a = g.first[1]; a < g.n_elements(); ++a) {
    if (a >= g.first[2] && a < g.first[6]) continue;
    if (!g.facts.applies(d.f.sensitivity, a)) continue;
    // A model is worth what the secret it is is worth; nothing in its data says that.
    if (g.is_kind(a, model)) continue;
    d.put(d.f.sensitivity, a, sensitivity_of(d, a));
  }
}

}  // namespace merlon
