#include "cli/explain_entry.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/embedded.hpp"
#include "engine/analysis.hpp"
#include "engine/analysis_plan.hpp"
#include "engine/pass_options.hpp"
#include "graph/evaluator.hpp"
#include "plugin/manifest.hpp"
#include "cli/passes.hpp"

namespace merlon {
namespace {

std::string plain_list(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& s : list) out += (out.empty() ? "" : ", ") + s;
  return out;
}

std::string elements_text(ElementMask on, const std::vector<std::string>& does, const std::vector<std::string>& kinds,
                          const std::vector<std::string>& roles) {
  std::string out;
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    if ((on >> k & 1u) == 0) continue;
    const std::vector<std::string>* words = k == 0 ? &does : k == 1 ? &kinds : k == 2 ? &roles : nullptr;
    out += (out.empty() ? "" : "; ") + std::string(kElementWords[k]);
    if (words != nullptr && !words->empty()) out += " (" + plain_list(*words) + ")";
  }
  return out;
}

std::string cited_lines(const std::vector<std::string>& ids, const Catalog& c, const char* indent = "  ") {
  std::string out;
  for (const std::string& id : ids) {
    const FrameworkDef* framework = nullptr;
    const FrameworkEntry* entry = c.entry(id, &framework);
    if (entry != nullptr) out += fmt::format("{}{:<28} {} ({})\n", indent, id, entry->name, titled(*framework));
  }
  return out;
}

std::string threat_text(const Threat& t, const Catalog& c) {
  const ThreatDef& d = t.def;
  std::string out = fmt::format("{}\n{} ({})\n\n{}\n", d.name, d.id, d.domain, d.summary);
  if (!d.known_as.empty()) out += fmt::format("\nAlso known as: {}\n", plain_list(d.known_as));
  if (!d.story.empty()) out += "\n" + d.story + "\n";
  out += fmt::format("\nAsked of: {}\n", scope_text(d.scope));
  if (!d.phases.empty()) out += fmt::format("Phases: {}\n", plain_list(d.phases));
  if (!d.follows.empty()) out += fmt::format("Follows: {}\n", plain_list(d.follows));
  if (!d.gives.empty()) out += fmt::format("Gives an attacker: {}\n", plain_list(d.gives));
  if (!d.builds_on.empty()) out += fmt::format("Builds on: {}\n", plain_list(d.builds_on));
  for (const Raise& r : t.raises) out += fmt::format("Raised when: {}\n", describe(r.when, c));
  if (!d.needs.empty()) out += fmt::format("An attacker needs to: {} ({})\n", d.needs, c.vocabulary.capabilities[c.vocabulary.capabilities.find(d.needs)].means);
  out += fmt::format("Affects: {}\nMaturity: {}{}\n", plain_list(d.affects), d.maturity, d.maturity_because.empty() ? "" : ", " + d.maturity_because);
  if (!d.false_positives.empty()) out += fmt::format("False positives: {}\n", d.false_positives);
  if (!d.noise.empty()) out += fmt::format("How often: {}\n", d.noise);
  out += "\nControls\n";
  for (const CreditDef& credit : d.controls) {
    const ControlDef* control = c.control(credit.control);
    out += fmt::format("  {:<28} {} {}: {}\n", credit.control, credit.by, credit.lowers, control == nullptr ? "" : control->summary);
  }
  if (!d.evidence.empty()) out += "\nAsk to see\n";
  for (const std::string& e : d.evidence) out += fmt::format("  - {}\n", e);
  out += "\nCites\n" + cited_lines(d.cites, c);
  for (const Raise& r : t.raises) {
    if (!r.def.cites.empty()) out += fmt::format("  when raised by {}\n{}", r.def.reason, cited_lines(r.def.cites, c, "    "));
  }
  for (size_t i = 0; i < d.cites_if.size(); ++i) {
    out += fmt::format("  when {}\n{}", describe(t.cites_if[i], c), cited_lines(d.cites_if[i].ids, c, "    "));
  }
  return out;
}

std::string control_text(const ControlDef& d, const Catalog& c) {
  std::string out = fmt::format("{}\n{} (control, effort {}, family {})\n\n{}\n\nStands on: {}\nVerify: {}\n", d.name, d.id, d.effort,
                                d.family, d.summary, elements_text(d.at, {}, {}, {}), d.verify);
  if (!d.satisfies.empty()) out += fmt::format("Satisfies: {}\n", plain_list(d.satisfies));
  out += "\nAnswers\n";
  for (const Threat& t : c.threats) {
    for (const CreditDef& credit : t.def.controls) {
      if (credit.control == d.id) out += fmt::format("  {:<34} {} {}\n", t.def.id, credit.by, credit.lowers);
    }
  }
  return out;
}

bool has(const std::vector<std::string>& list, const std::string& id) { return std::find(list.begin(), list.end(), id) != list.end(); }

std::string headed(std::string_view title, const std::string& lines) { return lines.empty() ? lines : fmt::format("\n{}\n{}", title, lines); }

// What its own framework hangs on it: the techniques of a tactic, what a mitigation helps against, what is more special.
std::string below_text(const FrameworkEntry& e, const FrameworkDef& framework, const Catalog& c) {
  std::string lines, special;
  for (const FrameworkEntry& other : framework.entries) {
    if (has(other.tactics, e.id)) lines += cited_lines({other.id}, c);
    if (other.parent == e.id) special += cited_lines({other.id}, c);
  }
  return headed("Its techniques", lines) + headed("More special", special) + headed("Helps against", cited_lines(e.mitigates, c));
}

/// Our threats that cite an entry of which `is` holds.
template <class Is>
std::string citing_lines(const Catalog& c, const Is& is) {
  std::string out;
  for (const Threat& t : c.threats) {
    const std::vector<std::string> ids = citations(t.def);
    if (std::any_of(ids.begin(), ids.end(), is)) out += fmt::format("  {:<34} {}\n", t.def.id, t.def.name);
  }
  return out;
}

std::string ours_text(const std::string& id, const Catalog& c) {
  const std::string threats = citing_lines(c, [&](const std::string& cited) { return cited == id; });
  // A heading is not cited itself; what it holds together leads on.
  const std::string below = !threats.empty() ? std::string() : citing_lines(c, [&](const std::string& cited) {
    const FrameworkEntry* entry = c.entry(cited);
    return entry != nullptr && entry->parent == id;
  });
  std::string controls;
  for (const ControlDef& d : c.controls) {
    if (has(d.satisfies, id)) controls += fmt::format("  {:<34} {}\n", d.id, d.name);
  }
  return headed("Our threats that cite it", threats) + headed("Our threats that cite what is below it", below) +
         headed("Our controls that satisfy it", controls);
}

std::string entry_text(const std::string& id, const Catalog& c) {
  const FrameworkDef* framework = nullptr;
  const FrameworkEntry* e = c.entry(id, &framework);
  if (e == nullptr) return {};
  std::string out = fmt::format("{}\n{} ({} of {}, {})\n", e->name, e->id, e->kind, titled(*framework), framework->licence);
  if (!e->parent.empty()) out += fmt::format("Below: {}\n", e->parent);
  if (!e->tactics.empty()) out += fmt::format("Tactics: {}\n", plain_list(e->tactics));
  if (!e->maturity.empty()) out += fmt::format("Maturity: {}\n", e->maturity);
  const auto gone = std::find_if(framework->not_cited.begin(), framework->not_cited.end(),
                                 [&](const NotCitedDef& group) { return has(group.ids, e->id); });
  if (gone != framework->not_cited.end()) out += fmt::format("\nNot cited by us: {}\n{}\n", gone->reason, gone->because);
  return out + below_text(*e, *framework, c) + ours_text(id, c);
}

std::string framework_text(const std::string& id, const Catalog& c) {
  for (const FrameworkDef& f : c.frameworks) {
    if (f.id != id) continue;
    return fmt::format("{}\n{} (framework, {} entries, {})\n\nTaken from: {}\nWho cites what: `merlon catalog coverage {}`\n", titled(f), f.id,
                       f.entries.size(), f.licence, f.source, f.id);
  }
  return {};
}

// An id that its framework no longer has: what became of it.
std::string gone_text(const std::string& id, const Catalog& c) {
  for (const FrameworkDef& f : c.frameworks) {
    const auto at = std::find(f.alias_from.begin(), f.alias_from.end(), id);
    if (at == f.alias_from.end()) continue;
    const std::string& to = f.alias_to[static_cast<size_t>(at - f.alias_from.begin())];
    if (to.empty()) return fmt::format("{} has been retired by {}; release {} has no successor for it\n", id, f.name, f.release);
    return fmt::format("{} is {} in {} {}\n\n{}", id, to, f.name, f.release, entry_text(to, c));
  }
  return {};
}

std::string fact_text(const Fact& f) {
  std::string out = fmt::format("{} ({}fact)\n\n", f.def.id, f.def.derived ? "derived " : "");
  if (!f.def.question.empty()) out += fmt::format("{}\nWhy: {}\n", f.def.question, f.def.why);
  if (!f.def.how.empty()) out += fmt::format("Derived: {}\n", f.def.how);
  if (!f.values.empty()) out += fmt::format("Values: {}\n", plain_list(f.values));
  out += fmt::format("Said of: {}\n", said_of(f.def));
  if (!f.def.form.empty()) out += fmt::format("Asked in the form: {}\n", f.def.form);
  if (!f.def.satisfies.empty()) out += fmt::format("Also states control: {}\n", f.def.satisfies);
  return out;
}

std::string word_text(const Vocabulary& v, const std::string& id) {
  std::string out;
  for (const auto& [list, what] : {std::pair{&v.kinds, "asset kind"}, {&v.does, "`does` word"}, {&v.roles, "role"}, {&v.capabilities, "capability"}, {&v.outcomes, "outcome"}, {&v.forms, "form of questions"}}) {
    const uint32_t i = list->find(id);
    if (i == kNone) continue;
    const WordDef& d = (*list)[i];
    out += fmt::format("{} ({}{})\n{}\n", id, what, d.parent.empty() ? "" : ", a kind of " + d.parent, d.means);
    if (!d.must.empty()) out += fmt::format("Expected: {}\n", plain_list(d.must));
    if (list != &v.forms) continue;
    std::vector<std::string> facts;
    for (const Fact& f : v.facts) {
      if (f.form == i) facts.push_back(f.def.id);
    }
    out += fmt::format("Asks: {}\n", plain_list(facts));
  }
  return out;
}

// `gdpr` or `scores`: the facts that can say it.
std::string facts_with_word(const Vocabulary& v, const std::string& word) {
  std::string out;
  for (const Fact& f : v.facts) {
    const bool is_list = f.def.words_from == "kind" || f.def.words_from == "does" || f.def.words_from == "role";
    if (is_list || f.value(word) == kNone) continue;
    out += fmt::format("  {:<20} {} ({})\n", f.def.id, f.def.derived ? "derived: " + f.def.how : f.def.question, said_of(f.def));
  }
  return out.empty() ? out : fmt::format("Facts that can say `{}`\n{}", word, out);
}

template <class Do>
void each_analyzer(const House& house, const Do& take) {
  for (const mrl_plugin* plugin : house.tables) {
    for (const mrl_pass* const* pass = plugin->passes; pass != nullptr && *pass != nullptr; ++pass) take(*plugin, **pass);
  }
}

std::string used_by(const mrl_pass& pass) {
  if (pass.kind == MRL_PASS_EMITTER) return fmt::format("Used by: `merlon analyze pipeline.toml --emit {}=FILE`\n", pass.id);
  if (pass.kind == MRL_PASS_IMPORTER) return fmt::format("Used by: `merlon import {} FILE`\n", pass.id);
  return fmt::format("Chosen by: `--passes 'analyze,score({}),stories,plan'`\n", pass.id);
}

std::string analyzer_text(const std::string& id, const House& house) {
  std::string out;
  each_analyzer(house, [&](const mrl_plugin& plugin, const mrl_pass& pass) {
    if (pass.id != id) return;
    if (pass.kind == MRL_PASS_ANALYSIS) {
      out += fmt::format("{} (analysis of the plugin `{}` {})\n\n{}\n\nPublishes\n", id, plugin.id, plugin.version, pass.summary);
      for (const char* const* f = pass.publishes; f != nullptr && *f != nullptr; ++f) out += fmt::format("  {}\n", *f);
      return;
    }
    if (pass.kind == MRL_PASS_SCORER || pass.kind == MRL_PASS_IMPORTER || pass.kind == MRL_PASS_EMITTER) {
      out += fmt::format("{} ({} of the plugin `{}` {})\n\n{}\n", id, kPassKinds[pass.kind], plugin.id, plugin.version, pass.summary);
      for (const OptionDef& o : options_of(pass)) out += fmt::format("  option {} ({}; default {}): {}\n", o.key, range_text(o), o.fallback, o.help);
      out += used_by(pass);
      return;
    }
    out += fmt::format("{} (analyzer of the plugin `{}` {})\n\n{}\n\nCovers\n", id, plugin.id, plugin.version, pass.summary);
    for (const char* const* c = pass.covers; c != nullptr && *c != nullptr; ++c) {
      const Threat* threat = house.catalog.threat(*c);
      out += fmt::format("  {:<34} {}\n", *c, threat == nullptr ? "" : threat->def.name);
    }
    const auto ours = [&](const BundledDef& b) { return b.plugin == plugin.id; };
    const bool bundled = std::any_of(house.catalog.bundled.begin(), house.catalog.bundled.end(), ours);
    out += bundled ? fmt::format("Described in: docs/analyzers/{}.md\n", id)
                   : fmt::format("Needs and options: `merlon plugin show {} --plugin FILE`\n", plugin.id);
  });
  return out;
}

std::string published_by(const std::string& fact, const House& house) {
  std::string out;
  each_analyzer(house, [&](const mrl_plugin& plugin, const mrl_pass& pass) {
    for (const std::string_view name : words_of(pass.publishes)) {
      if (name == fact) out += fmt::format("Published by: {} of the plugin `{}`\n", pass.id, plugin.id);
    }
  });
  return out;
}

// The scorer, or an analysis, that is built in.
std::string pass_text(const std::string& id) {
  const NamedScorer matrix;
  std::string out;
  if (id == matrix.id) out += fmt::format("{} (scorer)\n\n{}\nChosen by: `--passes 'analyze,score({}),stories,plan'`\n", id, matrix.summary, id);
  for (const Analysis* a : analyses::all()) {
    if (a->id == id) out += fmt::format("{} (analysis)\n\n{}\n", id, a->summary);
  }
  return out;
}

struct EdgeWord {
  std::string_view id, text;
};

// Keys that join elements; docs/pipeline-format.md says the same at length.
constexpr EdgeWord kEdgeWords[] = {
    {"reads", "of a stage: the data and models that it reads; content flows from them into the stage"},
    {"writes", "of a stage: the data and models that it writes; content flows from the stage into them"},
    {"uses", "of a stage: the software, tools, configuration and credentials that it executes, obeys or holds"},
    {"serves", "of a stage: the actors and stages that call it and get its answers; the implied flow runs from caller to stage"},
    {"after", "of a stage: stages that must have run before it; order without data"},
    {"in", "of an asset: the store or image that holds it; who writes the holder writes the asset"},
    {"carries", "of a flow: the assets, or `{ kind = ... }`, that travel on it; unwritten it is unknown"},
    {"boundary", "of a node or boundary: the innermost trust boundary around it"},
};

std::string edge_text(std::string_view id) {
  for (const EdgeWord& word : kEdgeWords) {
    if (word.id == id) return fmt::format("{} (edge)\n\n{}\n", word.id, word.text);
  }
  return {};
}

std::vector<std::string> all_names(const House& house) {
  const Catalog& c = house.catalog;
  std::vector<std::string> names;
  for (const Threat& t : c.threats) names.push_back(t.def.id);
  for (const ControlDef& d : c.controls) names.push_back(d.id);
  for (const auto& [name, place] : c.entry_index) names.push_back(name);
  for (const FrameworkDef& f : c.frameworks) {
    names.push_back(f.id);
    names.insert(names.end(), f.alias_from.begin(), f.alias_from.end());
  }
  for (const EmbeddedText& page : error_pages()) names.emplace_back(page.name);
  for (const Fact& f : c.vocabulary.facts) {
    names.push_back(f.def.id);
    names.insert(names.end(), f.values.begin(), f.values.end());
  }
  for (const WordList* list : {&c.vocabulary.kinds, &c.vocabulary.does, &c.vocabulary.roles, &c.vocabulary.capabilities, &c.vocabulary.outcomes, &c.vocabulary.forms}) {
    for (std::string& name : list->names()) names.push_back(std::move(name));
  }
  each_analyzer(house, [&](const mrl_plugin&, const mrl_pass& pass) { names.emplace_back(pass.id); });
  for (const EdgeWord& word : kEdgeWords) names.emplace_back(word.id);
  names.emplace_back(kMatrix);
  for (const Analysis* a : analyses::all()) names.emplace_back(a->id);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::string scope_text(const ScopeDef& scope) { return elements_text(scope.on, scope.does, scope.kinds, scope.roles); }

std::string said_of(const FactDef& fact) { return elements_text(fact.on, fact.does, fact.kinds, {}); }

std::string explain_entry(const std::string& id, const House& house) {
  const Catalog& c = house.catalog;
  if (const Threat* t = c.threat(id)) return threat_text(*t, c);
  if (const ControlDef* d = c.control(id)) return control_text(*d, c);
  if (std::string text = entry_text(id, c); !text.empty()) return text;
  if (std::string text = gone_text(id, c); !text.empty()) return text;
  if (std::string text = framework_text(id, c); !text.empty()) return text;
  for (const EmbeddedText& page : error_pages()) {
    if (page.name == id) return std::string(page.text);
  }
  std::string out = analyzer_text(id, house) + pass_text(id) + edge_text(id);
  const FactId fact = c.vocabulary.find(id);
  if (fact != kNone) out += fact_text(c.vocabulary.facts[fact]) + published_by(id, house);
  out += word_text(c.vocabulary, id);
  return out + facts_with_word(c.vocabulary, id);
}

std::string entry_named(const std::string& id, const House& house) {
  const std::vector<std::string> names = all_names(house);
  if (std::binary_search(names.begin(), names.end(), id)) return id;
  const std::string lower = lower_case(id);
  const auto same = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return lower_case(name) == lower; });
  return same == names.end() ? std::string() : *same;
}

std::string entry_like(const std::string& id, const House& house) {
  const std::vector<std::string> names = all_names(house);
  if (const std::string_view near = nearest(id, names); !near.empty()) return std::string(near);
  return std::string(nearest(lower_case(id), names));
}

}  // namespace merlon
