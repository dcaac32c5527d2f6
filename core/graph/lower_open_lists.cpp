// Neighbours in rows, and which lists are open: expected, not written, filled by no other edge (9-semantics S2).
#include <algorithm>

#include <fmt/format.h>

#include "graph/core_facts.hpp"
#include "graph/lowering.hpp"

namespace merlon {
namespace {

constexpr size_t at(OpenList list) { return static_cast<size_t>(list); }

void open(Graph& g, OpenList list, Element e) {
  g.open[at(list)].set(e);
  g.open_elements[at(list)].push_back(e);
}

// Flows add to the lists of their ends: assets and callers that nobody listed, and the assets that are carried.  A thing
// without an id is on the way only: it belongs to its flow, and no list of a stage is longer for it (ADR 11).
void add_flows(Lowering& l) {
  Graph& g = l.g;
  Adjacency carried(g.n_elements(), l.carries);
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    const bool from_stage = f.from < g.n_stages, to_stage = f.to < g.n_stages;
    const bool from_asset = g.kind_of(f.from) == ElementKind::asset;
    const bool used = from_asset && to_stage && f.doc != nullptr && usable_kind(l.vocabulary, g.kind[f.from]);
    if (used) l.uses.emplace_back(f.to, f.from);
    if (f.kind == FlowKind::written) {
      if (to_stage && from_asset && !used) l.reads.emplace_back(f.to, f.from);
      if (from_stage && g.kind_of(f.to) == ElementKind::asset) l.writes.emplace_back(f.from, f.to);
      if (to_stage && !from_asset) l.serves.emplace_back(f.to, f.from);
    }
    for (const Element asset : carried.of(e)) {
      if (asset >= g.n_nodes()) continue;
      if (to_stage) l.reads.emplace_back(f.to, asset);
      if (from_stage) l.writes.emplace_back(f.from, asset);
    }
  }
}

// Who writes the holder writes the asset; actors write by written flows.
Pairs writers(const Lowering& l) {
  const Graph& g = l.g;
  Pairs direct;
  for (const auto& [stage, asset] : l.writes) direct.emplace_back(asset, stage);
  for (const Flow& f : g.flows) {
    if (f.kind == FlowKind::written && g.kind_of(f.to) == ElementKind::asset &&
        g.kind_of(f.from) == ElementKind::actor) {
      direct.emplace_back(f.to, f.from);
    }
  }
  const Adjacency own(g.n_elements(), direct);
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    for (Element h = g.holder[a]; h != kNone; h = g.holder[h]) {
      for (const Element w : own.of(h)) direct.emplace_back(a, w);
    }
  }
  return direct;
}

bool expects(const Lowering& l, Element stage, std::string_view list) {
  const TomlEntry* does = l.g.docs[stage]->find("does");
  return std::any_of(does->value.items.begin(), does->value.items.end(), [&](const TomlValue& item) {
    const uint32_t word = l.vocabulary.does.find(item.text);
    if (word == kNone) return false;
    const WordDef& def = l.vocabulary.does[word];
    return std::find(def.must.begin(), def.must.end(), list) != def.must.end() ||
           std::find(def.expects.begin(), def.expects.end(), list) != def.expects.end();
  });
}

// A stage that takes data in takes them from somewhere.
bool takes_from_nowhere(const Lowering& l, Element stage) {
  const Graph& g = l.g;
  if (g.docs[stage]->find("reads") != nullptr || !g.reads.of(stage).empty() || !g.serves.of(stage).empty()) return false;
  const TomlValue& does = g.docs[stage]->find("does")->value;
  return std::any_of(does.items.begin(), does.items.end(), [](const TomlValue& word) { return word.text == "collect"; });
}

void open_lists_of_stages(Lowering& l) {
  Graph& g = l.g;
  const auto check = [&](Element s, OpenList list, std::string_view key) {
    if (g.docs[s]->find(key) == nullptr && expects(l, s, key)) open(g, list, s);
  };
  for (Element s = 0; s < g.n_stages; ++s) {
    check(s, OpenList::reads, "reads");
    check(s, OpenList::writes, "writes");
    check(s, OpenList::serves, "serves");
    check(s, OpenList::uses, "uses");
    if (takes_from_nowhere(l, s) && !g.is_open(OpenList::reads, s)) open(g, OpenList::reads, s);
  }
}

bool expects_writer(const Vocabulary& v, uint32_t kind) {
  for (const uint32_t k : v.kinds.up(kind)) {
    const WordDef& def = v.kinds[k];
    if (std::find(def.must.begin(), def.must.end(), "written-by") != def.must.end()) return true;
  }
  return false;
}

// An asset without writer, holder and origin; a store that holds described things is described by them.
void open_writers(Lowering& l) {
  Graph& g = l.g;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    if (g.kind[a] == kNone || !expects_writer(l.vocabulary, g.kind[a])) continue;
    const TomlEntry* origin = g.docs[a]->find("origin");
    const bool told = origin != nullptr && !(origin->value.is(TomlType::string) && origin->value.text == "unknown");
    if (told || g.holder[a] != kNone || !g.written_by.of(a).empty() || !g.holds.of(a).empty()) continue;
    open(g, OpenList::writers, a);
  }
}

void rows_of_boundaries(Graph& g) {
  Pairs inside;
  for (Element e = 0; e < g.n_nodes(); ++e) {
    for (Element b = g.boundary[e]; b != kNone; b = g.boundary[b]) inside.emplace_back(b, e);
  }
  g.inside = Adjacency(g.n_elements(), inside);
}

void rows_of_flows(Graph& g) {
  Pairs in, out;
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    out.emplace_back(g.flow(e).from, e);
    in.emplace_back(g.flow(e).to, e);
  }
  g.flows_in = Adjacency(g.n_elements(), in);
  g.flows_out = Adjacency(g.n_elements(), out);
}

void tell_unused(Lowering& l) {
  Graph& g = l.g;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    const bool touched = !g.read_by.of(a).empty() || !g.written_by.of(a).empty() || !g.used_by.of(a).empty() ||
                         !g.holds.of(a).empty() || g.holder[a] != kNone || !g.flows_in.of(a).empty() ||
                         !g.flows_out.of(a).empty();
    if (touched) continue;
    l.diagnostics.add("W0201", g.span(a), fmt::format("nothing reads, writes, uses or holds asset `{}`", g.ids[a]), "",
                      "name it in a stage's `reads`, `writes` or `uses`, or take it out");
  }
}

}  // namespace

void lower_open_lists(Lowering& l) {
  Graph& g = l.g;
  add_flows(l);
  const uint32_t n = g.n_elements();
  g.reads = Adjacency(n, l.reads);
  g.writes = Adjacency(n, l.writes);
  g.uses = Adjacency(n, l.uses);
  g.serves = Adjacency(n, l.serves);
  g.after = Adjacency(n, l.after);
  g.carries = Adjacency(n, l.carries);
  g.read_by = g.reads.inverted(n);
  g.used_by = g.uses.inverted(n);
  g.calls = g.serves.inverted(n);
  g.written_by = Adjacency(n, writers(l));
  Pairs held;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    if (g.holder[a] != kNone) held.emplace_back(g.holder[a], a);
  }
  g.holds = Adjacency(n, held);
  rows_of_boundaries(g);
  rows_of_flows(g);
  open_lists_of_stages(l);
  open_writers(l);
  tell_unused(l);
}

}  // namespace merlon
