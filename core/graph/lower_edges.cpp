// Lists (`reads`, `writes`, `uses`, `serves`, `after`) and flows, written and implied (9-semantics S3).

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include "graph/core_facts.hpp"
#include "graph/lowering.hpp"
#include "graph/word_help.hpp"

namespace merlon {
namespace {

constexpr ElementMask kStage = mask_of(ElementKind::stage);
constexpr ElementMask kAsset = mask_of(ElementKind::asset);
constexpr ElementMask kActor = mask_of(ElementKind::actor);

class Edges {
 public:
  explicit Edges(Lowering& l) : l_(l), g_(l.g) {}

  void run() {
    for (Element s = 0; s < g_.n_stages; ++s) {
      list(s, "reads", kAsset, l_.reads, FlowKind::reads);
      list(s, "uses", kAsset, l_.uses, FlowKind::uses);
      list(s, "writes", kAsset, l_.writes, FlowKind::writes);
      list(s, "serves", kStage | kActor, l_.serves, FlowKind::serves);
      list(s, "after", kStage, l_.after, FlowKind::written);
    }
    for (const DocElement& doc : l_.doc.flows) written(doc);
    name_flows();
  }

 private:
  static uint64_t ends(Element from, Element to) { return uint64_t{from} << 32 | to; }

  void list(Element s, std::string_view key, ElementMask kinds, Pairs& pairs, FlowKind kind) {
    const TomlEntry* entry = g_.docs[s]->find(key);
    if (entry == nullptr) return;
    for (const Element other : l_.resolve_list(*entry, kinds)) {
      if (other == s) {
        self(entry->value.span, s);
        continue;
      }
      if (kind == FlowKind::uses && !usable(other, *entry)) continue;
      pairs.emplace_back(s, other);
      if (key == "after") continue;
      const bool out = kind == FlowKind::writes;
      implied(out ? s : other, out ? other : s, kind);
    }
  }

  void self(const Span& span, Element e) {
    l_.diagnostics.add("E0228", span, fmt::format("`{}` flows into itself", g_.ids[e]), "",
                       "a stage may read and write the same asset; a flow needs two different ends");
  }

  // `uses` is for what is executed, obeyed or held.  The rest of the house counts on it (hidden software is a leaf).
  bool usable(Element asset, const TomlEntry& entry) {
    const Vocabulary& v = l_.vocabulary;
    if (g_.kind[asset] == kNone) return true;
    if (usable_kind(v, g_.kind[asset])) return true;
    l_.diagnostics.add("E0229", entry.value.span,
                       fmt::format("`uses` names `{}`, which is a `{}`", g_.ids[asset], v.kinds[g_.kind[asset]].id), "",
                       "`uses` takes software, tools, configuration and credentials; put data and models into `reads`");
    return false;
  }

  void implied(Element from, Element to, FlowKind kind) {
    const auto placed = by_ends_.try_emplace(ends(from, to), static_cast<uint32_t>(g_.flows.size()));
    if (placed.second) g_.flows.push_back({from, to, kind, nullptr, false});
  }

  Element end(const DocElement& doc, std::string_view key) {
    const TomlEntry* entry = doc.find(key);
    if (entry == nullptr) {
      l_.diagnostics.add("E0222", doc.span, fmt::format("a flow does not say its `{}`", key), "",
                         "a flow needs `from` and `to`, the ids of two nodes");
      return kNone;
    }
    return l_.resolve(entry->value, kStage | kAsset | kActor, "node");
  }

  void written(const DocElement& doc) {
    const Element from = end(doc, "from");
    const Element to = end(doc, "to");
    if (from == kNone || to == kNone) return;
    if (from == to) return self(doc.span, from);
    const auto [it, fresh] = by_ends_.try_emplace(ends(from, to), static_cast<uint32_t>(g_.flows.size()));
    uint32_t index = it->second;
    if (!fresh && g_.flows[index].doc != nullptr) {
      if (doc.id.text.empty()) {
        l_.diagnostics.add("E0230", doc.span,
                           fmt::format("a second flow from `{}` to `{}` has no `id`", g_.ids[from], g_.ids[to]), "",
                           "findings are named after flows, so give this one an `id`");
        return;
      }
      index = static_cast<uint32_t>(g_.flows.size());
      g_.flows.push_back({from, to, FlowKind::written, nullptr, false});
    } else if (fresh) {
      g_.flows.push_back({from, to, FlowKind::written, nullptr, false});
    }
    g_.flows[index].doc = &doc;
    carried(index, doc);
  }

  void carried(uint32_t index, const DocElement& doc) {
    const TomlEntry* entry = doc.find("carries");
    if (entry == nullptr) return;
    g_.flows[index].carries_given = true;
    if (!entry->value.is(TomlType::array)) {
      l_.diagnostics.add("E0220", entry->value.span, "`carries` takes a list of assets or `{ kind = ... }`", "",
                         entry->value.is(TomlType::string) ? fmt::format("write `carries = [\"{}\"]`", entry->value.text) : "");
      return;
    }
    for (const TomlValue& item : entry->value.items) {
      if (item.is(TomlType::table)) {
        anonymous(index, item);
        continue;
      }
      const Element asset = l_.resolve(item, kAsset, "asset");
      if (asset != kNone) l_.carries.emplace_back(index, asset);
    }
  }

  // Numbered after all elements are known: here by their place in the list of phantoms.
  void anonymous(uint32_t index, const TomlValue& item) {
    const TomlValue* kind = item.find("kind");
    if (kind == nullptr || !kind->is(TomlType::string)) {
      l_.diagnostics.add("E0222", item.span, "something that a flow carries does not say its `kind`", "",
                         "write `carries = [{ kind = \"content\" }]`, or the id of an asset");
      return;
    }
    const uint32_t found = l_.vocabulary.kinds.find(kind->text);
    if (found == kNone) {
      l_.diagnostics.add("E0221", kind->span, fmt::format("`kind` has no word `{}`", kind->text), "not in the vocabulary",
                         help_for_word(kind->text, l_.vocabulary.kinds, "kind"));
      return;
    }
    phantom_of_flow_.push_back({index, static_cast<uint32_t>(l_.phantom_kinds.size())});
    l_.phantom_kinds.push_back(found);
    l_.phantom_docs.push_back(&item);
  }

  // Flows, boundaries, the pipeline and the phantoms follow the nodes.
  void name_flows() {
    g_.n_flows = static_cast<uint32_t>(g_.flows.size());
    g_.n_boundaries = static_cast<uint32_t>(l_.doc.boundaries.size()) + 1;
    const Element flows = g_.n_nodes(), boundaries = flows + g_.n_flows, pipeline = boundaries + g_.n_boundaries;
    g_.first[4] = boundaries;
    g_.first[5] = pipeline;
    g_.first[6] = pipeline + 1;
    for (const Flow& f : g_.flows) {
      const bool named = f.doc != nullptr && !f.doc->id.text.empty();
      std::string id = named ? f.doc->id.text : g_.ids[f.from] + ".." + g_.ids[f.to];
      g_.by_id.try_emplace(id, static_cast<Element>(g_.ids.size()));
      g_.ids.push_back(std::move(id));
      g_.docs.push_back(f.doc);
    }
    g_.by_id.try_emplace("outside", boundaries);
    g_.ids.push_back("outside");
    g_.docs.push_back(nullptr);
    for (const DocElement& b : l_.doc.boundaries) {
      g_.by_id.try_emplace(b.id.text, static_cast<Element>(g_.ids.size()));
      g_.ids.push_back(b.id.text);
      g_.docs.push_back(&b);
    }
    g_.by_id.try_emplace("pipeline", pipeline);
    g_.ids.push_back("pipeline");
    g_.docs.push_back(&l_.doc.pipeline);
    phantoms();
  }

  void phantoms() {
    const Element first = g_.first[6];
    for (const auto& [flow, phantom] : phantom_of_flow_) {
      l_.carries.emplace_back(flow, first + phantom);
      g_.ids.push_back(fmt::format("{} in {}", l_.vocabulary.kinds[l_.phantom_kinds[phantom]].id,
                                   g_.ids[g_.first[3] + flow]));
      g_.docs.push_back(nullptr);
    }
    g_.hidden_software = first + static_cast<Element>(l_.phantom_kinds.size());
    g_.ids.push_back("(software that is not described)");
    g_.docs.push_back(nullptr);
    l_.phantom_kinds.push_back(kNone);
    l_.phantom_docs.push_back(nullptr);
    g_.n_phantoms = static_cast<uint32_t>(l_.phantom_kinds.size());
    for (auto& [flow, asset] : l_.carries) flow += g_.first[3];
    g_.kind.resize(g_.n_elements(), kNone);
    for (uint32_t i = 0; i < g_.n_phantoms; ++i) g_.kind[first + i] = l_.phantom_kinds[i];
  }

  Lowering& l_;
  Graph& g_;
  absl::flat_hash_map<uint64_t, uint32_t> by_ends_;
  std::vector<std::pair<uint32_t, uint32_t>> phantom_of_flow_;
};

}  // namespace

void lower_edges(Lowering& l) { Edges(l).run(); }

}  // namespace merlon
