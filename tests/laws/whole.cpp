#include "whole.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "catalog/image.hpp"
#include "catalog/link.hpp"
#include "graph/evaluator.hpp"

extern "C" const mrl_pack merlon_core_pack;

namespace laws {
namespace {

merlon::LinkInput input_of(const mrl_pack& p) {
  const merlon::ImageView view{p.image_format, p.words, p.n_words, p.text, p.n_text};
  return {*merlon::decode(view), merlon::digest(view)};
}

std::string cell(const World& w, uint32_t t, Element e) { return w.verdicts.threats[t].id + "@" + w.g().ids[e]; }

}  // namespace

std::vector<Reduced> without_each(const House& house) {
  std::vector<Reduced> out;
  for (const mrl_plugin* gone : house.house.tables) {
    if (gone->pack == nullptr) continue;  // it decides nothing
    Reduced r;
    r.plugin = gone->id;
    std::vector<merlon::LinkInput> inputs = {input_of(merlon_core_pack)};
    for (const mrl_plugin* p : house.house.tables) {
      if (p == gone || p->pack == nullptr) continue;
      r.tables.push_back(p);
      inputs.push_back(input_of(*p->pack));
    }
    std::vector<merlon::LinkProblem> problems;
    r.catalog = merlon::link(std::move(inputs), problems);
    merlon::SilentPlugin silent{r.plugin, "left out", {}, {}};
    for (const mrl_pass* const* p = gone->passes; p != nullptr && *p != nullptr; ++p) {
      for (const char* const* c = (*p)->covers; c != nullptr && *c != nullptr; ++c) silent.covers.emplace_back(*c);
    }
    r.theirs = silent.covers;
    for (const merlon::ThreatDef& t : input_of(*gone->pack).pack.threats) r.theirs.push_back(t.id);
    r.silent = house.house.silent;
    r.silent.push_back(std::move(silent));
    out.push_back(std::move(r));
  }
  return out;
}

Violations ledger(const World& w) {
  Violations out;
  const merlon::Ledger& l = w.verdicts.ledger;
  uint64_t cells = 0;
  for (const merlon::AskedThreat& t : w.verdicts.threats) cells += t.subjects.size();
  if (l.total != cells || l.raised + l.ruled_out + l.undecided + l.not_analysed != l.total) {
    out.push_back({"ledger", fmt::format("{} + {} + {} + {} of {}, scopes {}", l.raised, l.ruled_out, l.undecided,
                                         l.not_analysed, l.total, cells)});
  }
  if (l.not_analysed > 0 || w.verdicts.incomplete) {
    std::string why;
    for (const auto& n : w.verdicts.not_analysed) why += " " + n.threat + " by " + n.plugin + ": " + n.reason + ";";
    out.push_back({"not analysed", why});
  }
  uint64_t reasons = 0;
  for (const auto& [reason, n] : w.verdicts.ruled_out_by) reasons += n;
  if (reasons != l.ruled_out) out.push_back({"reasons", fmt::format("{} reasons for {} ruled out", reasons, l.ruled_out)});
  for (const merlon::Cell& c : w.verdicts.cells) {
    const bool missing = std::any_of(c.sources.begin(), c.sources.end(), [](const merlon::SourceVerdict& s) {
      return std::any_of(s.evidence.begin(), s.evidence.end(),
                         [](const merlon::Evidence& e) { return e.kind == merlon::Evidence::Kind::missing; });
    });
    if (c.sources.empty() || (c.kind == VerdictKind::undecided && !missing)) {
      out.push_back({"evidence", cell(w, c.threat, c.subject) + " has none, or does not say what is missing"});
    }
  }
  return out;
}

Violations ledger_without(const World& w, const std::string& text, const Reduced& reduced) {
  Violations out;
  const auto less = graph_of(text, reduced.catalog);
  if (!less) return {{"ledger without " + reduced.plugin, "it does not lower"}};
  less->verdicts = merlon::run({&less->g(), &reduced.catalog, reduced.tables, reduced.silent, 1});
  const auto &a = w.verdicts, &b = less->verdicts;
  const std::string what = "ledger without " + reduced.plugin;
  if (a.ledger.total != b.ledger.total) out.push_back({what, fmt::format("total {}, not {}", b.ledger.total, a.ledger.total)});
  if (b.ledger.raised + b.ledger.ruled_out + b.ledger.undecided + b.ledger.not_analysed != b.ledger.total) {
    out.push_back({what, "it does not balance"});
  }
  if (!b.incomplete) out.push_back({what, "it is not marked incomplete"});
  if (a.threats.size() != b.threats.size()) return out.push_back({what, "other threats"}), out;
  for (size_t t = 0; t < a.threats.size(); ++t) {
    const bool theirs = std::find(reduced.theirs.begin(), reduced.theirs.end(), a.threats[t].id) != reduced.theirs.end();
    if (a.threats[t].id != b.threats[t].id || a.threats[t].subjects != b.threats[t].subjects) {
      out.push_back({what, "other subjects of " + a.threats[t].id});
    }
    for (size_t i = 0; i < a.threats[t].kinds.size(); ++i) {
      const VerdictKind x = a.threats[t].kinds[i], y = b.threats[t].kinds[i];
      // Of theirs nothing may be said but that somebody else raised it, or that nobody analysed it.
      const bool good = theirs ? y == VerdictKind::not_analysed || (y == VerdictKind::raised && x == y) : x == y;
      if (!good) out.push_back({what, cell(w, static_cast<uint32_t>(t), a.threats[t].subjects[i])});
    }
  }
  return out;
}

Violations names_and_order(const House& house, const Sketch& sketch, const World& w, Random random) {
  std::map<std::string, std::string> renamed = {{"pipeline", "pipeline"}, {"outside", "outside"}};
  std::set<std::string> taken = {"pipeline", "outside"};
  for (const Node& n : sketch.nodes) {
    if (n.id.empty() || n.kind == ElementKind::pipeline) continue;
    std::string id;
    do id = std::string(1, static_cast<char>('a' + random.below(26))) + std::to_string(random.below(1000));
    while (!taken.insert(id).second);
    renamed[n.id] = id;
  }
  Sketch other = sketch;
  random.shuffle(other.nodes);
  for (Node& n : other.nodes) {
    if (renamed.contains(n.id)) n.id = renamed[n.id];
    random.shuffle(n.entries);
    for (Entry& e : n.entries) {
      if (e.list && e.key != "does") random.shuffle(e.items);
      for (std::string& item : e.items) {
        if (e.refs && item[0] != '{') item = renamed[item];
      }
    }
  }
  for (Assumption& a : other.assumptions) a.element = renamed[a.element];
  std::string why;
  const auto o = world_of(other.text(), house, &why);
  if (!o) return {{"names and order", "it does not lower: " + why}};
  Violations out;
  const Graph& g = w.g();
  std::vector<Element> map(g.first[6], kNone);
  for (Element e = 0; e < g.first[6]; ++e) {
    std::string id = g.ids[e];
    if (g.kind_of(e) == ElementKind::flow && !renamed.contains(id)) {
      id = renamed[g.ids[g.flow(e).from]] + ".." + renamed[g.ids[g.flow(e).to]];
    } else {
      id = renamed[id];
    }
    map[e] = o->find(id);
  }
  for (uint32_t t = 0; t < w.verdicts.threats.size(); ++t) {
    const merlon::AskedThreat& asked = w.verdicts.threats[t];
    if (asked.subjects.size() != o->verdicts.threats[t].subjects.size()) out.push_back({"names and order", "scope of " + asked.id});
    for (size_t i = 0; i < asked.subjects.size(); ++i) {
      const Element e = asked.subjects[i];
      const auto kind = map[e] == kNone ? std::nullopt : o->kind(t, map[e]);
      const merlon::Rated *a = w.rating(t, e), *b = map[e] == kNone ? nullptr : o->rating(t, map[e]);
      const bool scores = (a == nullptr) == (b == nullptr) &&
                          (a == nullptr || (a->inherent == b->inherent && a->residual == b->residual && a->target == b->target));
      if (!kind || *kind != asked.kinds[i] || !scores) out.push_back({"names and order", cell(w, t, e)});
    }
  }
  return out;
}

Violations memory_of_evaluator(const House& house, const World& w) {
  Violations out;
  const Graph& g = w.g();
  merlon::Evaluator shared(g);
  const auto check = [&](const merlon::Test& test, Element e, const std::string& name) {
    const Tri a = merlon::Evaluator(g).eval(test, e);
    merlon::Trace trace;
    const Tri b = shared.eval(test, e), c = merlon::Evaluator(g).trace(test, e, trace);
    if (a != b || a != c) out.push_back({"memory of the evaluator", fmt::format("{} at {}: alone {}, shared {}, traced {}", name, g.ids[e], int(a), int(b), int(c))});
    const bool failed = !merlon::Evaluator(g).first_failure(test, e).empty();
    if (failed != (a == Tri::no)) out.push_back({"first failure", name + " at " + g.ids[e]});
    if ((a == Tri::unknown) == trace.missing.empty()) out.push_back({"missing of a trace", name + " at " + g.ids[e]});
  };
  for (const merlon::AskedThreat& t : w.verdicts.threats) {
    if (t.threat == nullptr) continue;
    for (const merlon::Raise& r : t.threat->raises) {
      for (const Element e : t.subjects) check(r.when, e, t.id);
    }
  }
  for (const House::Question& q : house.pool) {
    for (Element e = 0; e < g.first[6]; ++e) {
      if ((q.on & merlon::mask_of(g.kind_of(e))) != 0) check(q.test, e, q.text);
    }
  }
  return out;
}

}  // namespace laws
