#include <merlon/abi.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "catch.hpp"
#include "engine/pass_text.hpp"
#include "engine/run.hpp"
#include "engine/selection.hpp"
#include "generator.hpp"
#include "world.hpp"

namespace {

using merlon::Selection;
using merlon::Threat;

const laws::House& house() {
  static const laws::House house;
  return house;
}

Selection selected(const std::string& text, std::string* why = nullptr) {
  merlon::Sources sources;
  merlon::Diagnostics diagnostics;
  const auto list = merlon::read_pass_text(sources, sources.add("--passes", text), diagnostics);
  REQUIRE(list);
  const merlon::House& h = house().house;
  Selection out = merlon::select(list->front(), h.catalog, h.tables, h.silent, diagnostics);
  if (why != nullptr) *why = merlon::render(sources, diagnostics, false);
  else CHECK_FALSE(diagnostics.has_errors());
  return out;
}

std::set<std::string> asked(const Selection& selection) {
  std::set<std::string> out;
  for (const Threat& t : house().house.catalog.threats) {
    if (!selection.not_asked.contains(t.def.id)) out.insert(t.def.id);
  }
  return out;
}

// Words that a list may have: threats, packs, analyzers, beginnings of threats.
std::vector<std::string> words() {
  std::vector<std::string> out;
  const merlon::House& h = house().house;
  for (const Threat& t : h.catalog.threats) {
    out.push_back(t.def.id);
    out.push_back(t.def.id.substr(0, t.def.id.find('-')) + "*");
    out.push_back(h.catalog.packs[t.pack].id);
  }
  for (const mrl_plugin* plugin : h.tables) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      if ((*p)->kind == MRL_PASS_ANALYZER) out.emplace_back((*p)->id);
    }
  }
  return out;
}

// All that a cell says, as text.
std::string told(const merlon::Verdicts& v, const merlon::Cell& cell, const merlon::Graph& g) {
  std::string out = v.threats[cell.threat].id + "@" + g.ids[cell.subject] + " " + std::string(merlon::kVerdictWords[static_cast<size_t>(cell.kind)]);
  for (const merlon::SourceVerdict& s : cell.sources) {
    out += "\n  " + s.by + " " + std::to_string(static_cast<int>(s.kind)) + " " + s.reason;
    for (const merlon::Evidence& e : s.evidence) {
      out += "\n    " + std::to_string(e.element) + " " + e.fact;
      for (const merlon::Element on : e.path) out += " " + std::to_string(on);
    }
  }
  for (const std::string& by : cell.disagreements) out += "\n  against " + by;
  for (const std::string& cite : cell.cites) out += " " + cite;
  return out;
}

}  // namespace

TEST_CASE("a list names threats, packs, analyzers and patterns of them") {
  const std::set<std::string> all = asked(selected("analyze"));
  CHECK(all.size() == house().house.catalog.threats.size());
  CHECK(asked(selected("analyze(*)")) == all);
  CHECK(asked(selected("analyze(untrusted-training-data)")) == std::set<std::string>{"data-poisoning"});
  CHECK(asked(selected("analyze(data-poison?ng)")) == std::set<std::string>{"data-poisoning"});
  std::set<std::string> data;
  for (const Threat& t : house().house.catalog.threats) {
    if (t.def.domain == "data") data.insert(t.def.id);
  }
  CHECK(asked(selected("analyze(data)")) == data);
  data.erase("data-poisoning");
  CHECK(asked(selected("analyze(data,-untrusted-training-data)")) == data);
  CHECK(asked(selected("analyze(-*,data,-data-poisoning)")) == data);
}

TEST_CASE("what a list leaves out has its reason") {
  const Selection one = selected("analyze(data-poisoning)");
  CHECK(one.not_asked.at("model-extraction") == "it is not in the list of passes");
  const Selection less = selected("analyze(-indirect-*)");
  CHECK(less.not_asked.at("indirect-prompt-injection") == "`-indirect-*` in the list of passes");
  CHECK(less.not_asked.at("self-spreading-prompt") == "it follows `indirect-prompt-injection`, which is not asked");
  CHECK(less.not_asked.size() == 2);
}

TEST_CASE("a threat brings those that it follows") {
  CHECK(asked(selected("analyze(self-spreading-prompt)")) == std::set<std::string>{"indirect-prompt-injection", "self-spreading-prompt"});
}

TEST_CASE("a list that names nothing, or keeps nothing, is an error") {
  std::string why;
  selected("analyze(data-poisning,*x-y*)", &why);
  CHECK(why ==
        "error[E0802]: no threat, pack or analyzer is called `data-poisning`\n"
        "  --> --passes:1:9\n"
        "  |\n"
        "1 | analyze(data-poisning,*x-y*)\n"
        "  |         ^^^^^^^^^^^^^\n"
        "  = help: did you mean `data-poisoning`?\n\n"
        "error[E0802]: no threat, pack or analyzer is called `*x-y*`\n"
        "  --> --passes:1:23\n"
        "  |\n"
        "1 | analyze(data-poisning,*x-y*)\n"
        "  |                       ^^^^^\n"
        "  = help: `merlon catalog list` shows the threats, `merlon analyze --print-passes` the passes\n");
  selected("analyze(-*)", &why);
  CHECK(why ==
        "error[E0803]: this list asks about no threat at all\n"
        "  --> --passes:1:1\n"
        "  |\n"
        "1 | analyze(-*)\n"
        "  | ^^^^^^^\n"
        "  = help: a run that asks nothing finds nothing; name what to keep: `analyze(data,*-injection)`\n");
}

TEST_CASE("whatever a list asks is decided as in a run that asks everything") {
  const std::vector<std::string> names = words();
  size_t partial = 0, kept_effects = 0;
  for (uint64_t seed = 1; seed <= PASSES_SEEDS; ++seed) {
    laws::Random random(seed * 104729);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    std::string list;
    for (size_t n = random.between(1, 4); n > 0; --n) list += (list.empty() ? "" : ",") + std::string(random.percent(50) ? "-" : "") + random.of(names);
    std::string why;
    const Selection selection = selected("analyze(" + list + ")", &why);
    INFO("seed " << seed << " " << list);
    if (!why.empty()) {
      CHECK(why.find("E0803") != std::string::npos);
      continue;
    }
    const merlon::House& h = house().house;
    const merlon::Verdicts part = merlon::run({&w->g(), &h.catalog, h.tables, h.silent, 1, nullptr, &selection});
    // Nothing is asked without what it follows.
    const std::set<std::string> kept = asked(selection);
    for (const std::string& id : kept) {
      for (const uint32_t cause : h.catalog.threat(id)->follows) {
        CHECK(kept.contains(h.catalog.threats[cause].def.id));
        ++kept_effects;
      }
    }
    // The same cells, word for word.
    std::set<std::string> before, after;
    for (const merlon::Cell& cell : w->verdicts.cells) {
      if (kept.contains(w->verdicts.threats[cell.threat].id)) before.insert(told(w->verdicts, cell, w->g()));
    }
    for (const merlon::Cell& cell : part.cells) after.insert(told(part, cell, w->g()));
    CHECK(before == after);
    // The ledger balances, and what it counts with what was left out is the whole.
    uint64_t left_out = 0;
    for (const merlon::AskedThreat& t : w->verdicts.threats) left_out += kept.contains(t.id) ? 0 : t.subjects.size();
    const merlon::Ledger& l = part.ledger;
    CHECK(l.total == l.raised + l.ruled_out + l.undecided + l.not_analysed);
    CHECK(l.total + left_out == w->verdicts.ledger.total);
    CHECK(part.not_asked.size() == w->verdicts.threats.size() - kept.size());
    CHECK_FALSE(part.incomplete);
    partial += left_out > 0 ? 1 : 0;
  }
  CHECK(partial > PASSES_SEEDS / 3);
  CHECK(kept_effects > 0);
}
