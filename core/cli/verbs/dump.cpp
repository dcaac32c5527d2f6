// `merlon dump doc|graph|catalog|plan|verdicts|assessment [FILE]`: any room's output as JSON.
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

void value(JsonWriter& j, const TomlValue& v) {
  switch (v.type) {
    case TomlType::string:
    case TomlType::date: j.string(v.text); return;
    case TomlType::integer: j.number(v.integer); return;
    case TomlType::real: j.string(fmt::format("{}", v.real)); return;
    case TomlType::boolean: j.boolean(v.boolean); return;
    case TomlType::array:
      j.array();
      for (const TomlValue& item : v.items) value(j, item);
      j.end();
      return;
    case TomlType::table: break;
  }
  j.object();
  for (const TomlEntry& e : v.entries) {
    j.key(e.key);
    value(j, e.value);
  }
  j.end();
}

void doc_element(JsonWriter& j, const Walk& w, const DocElement& e) {
  j.object().field("id", e.id.text).field("place", place(w.sources, e.span)).key("keys").object();
  for (const TomlEntry& entry : e.entries) {
    j.key(entry.key);
    value(j, entry.value);
  }
  j.end().end();
}

void dump_doc(JsonWriter& j, const Walk& w) {
  const PipelineDoc& d = *w.doc;
  j.object().key("pipeline");
  doc_element(j, w, d.pipeline);
  for (const auto& [name, list] : {std::pair{"boundaries", &d.boundaries}, {"actors", &d.actors}, {"assets", &d.assets},
                                   {"stages", &d.stages}, {"flows", &d.flows}}) {
    j.key(name).array();
    for (const DocElement& e : *list) doc_element(j, w, e);
    j.end();
  }
  j.end();
}

void ids(JsonWriter& j, const Graph& g, std::string_view key, const Adjacency& list, Element e) {
  if (list.of(e).empty()) return;
  j.key(key).array();
  for (const Element n : list.of(e)) j.string(g.ids[n]);
  j.end();
}

// Every element with its effective facts: value and where it comes from.
void dump_graph(JsonWriter& j, const Walk& w) {
  const Graph& g = *w.graph;
  const Vocabulary& v = w.house.catalog.vocabulary;
  j.object().key("elements").array();
  for (Element e = 0; e < g.first[6]; ++e) {
    j.object().field("id", g.ids[e]).field("kind", kElementWords[static_cast<size_t>(g.kind_of(e))]).field("place", place(w.sources, g.span(e)));
    if (g.boundary[e] != kNone) j.field("boundary", g.ids[g.boundary[e]]);
    if (e < g.n_nodes() && g.holder[e] != kNone) j.field("in", g.ids[g.holder[e]]);
    for (const auto& [key, list] : {std::pair{"reads", &g.reads}, {"writes", &g.writes}, {"uses", &g.uses}, {"serves", &g.serves},
                                    {"after", &g.after}, {"carries", &g.carries}}) {
      ids(j, g, key, *list, e);
    }
    j.key("open").array();
    for (const auto& [list, key] : {std::pair{OpenList::reads, "reads"}, {OpenList::writes, "writes"}, {OpenList::serves, "serves"},
                                    {OpenList::uses, "uses"}, {OpenList::writers, "written-by"}}) {
      if (g.is_open(list, e)) j.string(key);
    }
    j.end().key("facts").object();
    for (FactId f = 0; f < v.facts.size(); ++f) {
      if (!g.facts.applies(f, e)) continue;
      const FactSource source = g.source(f, e);
      j.key(v.facts[f].def.id).object().field("value", g.facts.text(f, e));
      j.field("origin", kOriginWords[static_cast<size_t>(source.origin)]);
      if (source.entry != nullptr) j.field("place", place(w.sources, source.entry->value.span));
      j.end();
    }
    j.end().end();
  }
  j.end().end();
}

void dump_catalog(JsonWriter& j, const Walk& w) {
  const Catalog& c = w.house.catalog;
  j.object().key("packs").array();
  for (const PackInfo& p : c.packs) j.object().field("id", p.id).field("version", p.version).field("digest", p.digest).end();
  j.end().key("threats").array();
  for (const Threat& t : c.threats) {
    j.object().field("id", t.def.id).field("domain", t.def.domain).key("when").array();
    for (const Raise& r : t.raises) j.string(describe(r.when, c));
    j.end().strings("cites", citations(t.def)).end();
  }
  j.end().key("facts").array();
  for (const Fact& f : c.vocabulary.facts) j.object().field("id", f.def.id).key("derived").boolean(f.def.derived).strings("values", f.values).end();
  j.end().key("controls").array();
  for (const ControlDef& d : c.controls) j.string(d.id);
  j.end().end();
}

// What would run: packs and analyzers with what they need.
void dump_plan(JsonWriter& j, const Walk& w) {
  j.object().strings("analyses", order_of_analyses(w.house.tables)).key("packs").array();
  for (const PackInfo& p : w.house.catalog.packs) j.string(p.id);
  j.end().key("analyzers").array();
  for (const mrl_plugin* plugin : w.house.tables) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      if ((*p)->kind != MRL_PASS_ANALYZER) continue;
      j.object().field("id", (*p)->id).field("plugin", plugin->id).key("needs").array();
      for (const char* const* n = (*p)->needs; n != nullptr && *n != nullptr; ++n) j.string(*n);
      j.end().key("covers").array();
      for (const char* const* n = (*p)->covers; n != nullptr && *n != nullptr; ++n) j.string(*n);
      j.end().end();
    }
  }
  j.end().end();
}

void dump_verdicts(JsonWriter& j, const Walk& w) {
  const Graph& g = *w.graph;
  j.object().key("threats").object();
  for (const AskedThreat& asked : w.verdicts.threats) {
    j.key(asked.id).object();
    for (size_t i = 0; i < asked.subjects.size(); ++i) j.field(g.ids[asked.subjects[i]], kVerdictWords[static_cast<size_t>(asked.kinds[i])]);
    j.end();
  }
  j.end().end();
}

void score(JsonWriter& j, std::string_view key, const Score& s) {
  j.key(key).object().field("likelihood", s.likelihood).field("impact", s.impact).field("score", s.score).field("level", word(s.level)).end();
}

void dump_assessment(JsonWriter& j, const Walk& w) {
  j.object();
  for (const auto& [key, list] : {std::pair{"findings", &w.assessment.findings}, {"undecided", &w.assessment.undecided}}) {
    j.key(key).array();
    for (const Rated& r : *list) {
      j.object().field("id", r.id).field("phase", kPhases[r.phase]);
      score(j, "inherent", r.inherent);
      score(j, "residual", r.residual);
      score(j, "target", r.target);
      j.end();
    }
    j.end();
  }
  j.end();
}

struct Room {
  std::string_view name;
  int needs;  // 0 nothing, 1 a graph, 2 an assessment
  void (*dump)(JsonWriter&, const Walk&);
};
constexpr Room kRooms[] = {{"doc", 1, &dump_doc},       {"graph", 1, &dump_graph},       {"catalog", 0, &dump_catalog},
                           {"plan", 0, &dump_plan},     {"verdicts", 2, &dump_verdicts}, {"assessment", 2, &dump_assessment}};

int run(const Arguments& arguments, const Console& console) {
  const std::string name = arguments.one("ROOM"), file = arguments.one("FILE");
  for (const Room& room : kRooms) {
    if (room.name != name) continue;
    if (room.needs > 0 && file.empty()) {
      console.err(fmt::format("merlon: `dump {}` needs a description: merlon dump {} pipeline.toml\n", name, name));
      return exit_usage;
    }
    int code = exit_ok;
    const auto walk = start_walk(arguments, console, code);
    if (!walk) return code;
    const bool good = room.needs == 0 || (room.needs == 1 ? walk_to_graph(*walk, file) : walk_to_assessment(*walk, file, {}));
    tell(*walk, console);
    if (!good) return exit_usage;
    std::string out;
    JsonWriter j(out);
    room.dump(j, *walk);
    console.out(out);
    const bool whole = walk->house.silent.empty() && (!walk->graph || walk->graph->not_computed.empty());
    return whole ? exit_ok : exit_incomplete;
  }
  console.err(fmt::format("merlon: no room is called `{}`; there are doc, graph, catalog, plan, verdicts and assessment\n", printable(name)));
  return exit_usage;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "ROOM", "ROOM", "doc, graph, catalog, plan, verdicts or assessment", true},
                                  {OptionSpec::Kind::positional, "FILE", "FILE", "the description; not for catalog and plan", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& dump() {
  static const Verb verb{"dump", "print what a room of the walk gives out, as JSON", "", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
