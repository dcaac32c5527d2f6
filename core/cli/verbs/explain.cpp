// `merlon explain ID [FILE]`: a threat, control, framework entry, fact, word, error code, or a finding of a pipeline.
#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/embedded.hpp"
#include "cli/explain_finding.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

std::string plain_list(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& s : list) out += (out.empty() ? "" : ", ") + s;
  return out;
}

std::string scope_text(const ScopeDef& scope) {
  std::string out;
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    if ((scope.on >> k & 1u) == 0) continue;
    const std::vector<std::string>* words = k == 0 ? &scope.does : k == 1 ? &scope.kinds : k == 2 ? &scope.roles : nullptr;
    out += (out.empty() ? "" : "; ") + std::string(kElementWords[k]);
    if (words != nullptr && !words->empty()) out += " (" + plain_list(*words) + ")";
  }
  return out;
}

std::string threat_text(const Threat& t, const Catalog& c) {
  const ThreatDef& d = t.def;
  std::string out = fmt::format("{}\n{} ({})\n\n{}\n", d.name, d.id, d.domain, d.summary);
  if (!d.story.empty()) out += "\n" + d.story + "\n";
  out += fmt::format("\nAsked of: {}\n", scope_text(d.scope));
  for (const Raise& r : t.raises) out += fmt::format("Raised when: {}\n", describe(r.when, c));
  if (!d.needs.empty()) out += fmt::format("An attacker needs to: {} ({})\n", d.needs, c.vocabulary.capabilities[c.vocabulary.capabilities.find(d.needs)].means);
  out += fmt::format("Affects: {}\nMaturity: {}{}\n", plain_list(d.affects), d.maturity, d.maturity_because.empty() ? "" : ", " + d.maturity_because);
  if (!d.false_positives.empty()) out += fmt::format("False positives: {}\n", d.false_positives);
  out += "\nControls\n";
  for (const CreditDef& credit : d.controls) {
    const ControlDef* control = c.control(credit.control);
    out += fmt::format("  {:<28} {} {}: {}\n", credit.control, credit.by, credit.lowers, control == nullptr ? "" : control->summary);
  }
  if (!d.evidence.empty()) out += "\nAsk to see\n";
  for (const std::string& e : d.evidence) out += fmt::format("  - {}\n", e);
  out += "\nCites\n";
  for (const std::string& cite : d.cites) {
    const FrameworkDef* framework = nullptr;
    const FrameworkEntry* entry = c.entry(cite, &framework);
    if (entry != nullptr) out += fmt::format("  {:<28} {} ({} {})\n", cite, entry->name, framework->name, framework->release);
  }
  return out;
}

std::string control_text(const ControlDef& d, const Catalog& c) {
  std::string out = fmt::format("{}\n{} (control, effort {}, family {})\n\n{}\n\nVerify: {}\n", d.name, d.id, d.effort, d.family, d.summary, d.verify);
  if (!d.satisfies.empty()) out += fmt::format("Satisfies: {}\n", plain_list(d.satisfies));
  out += "\nAnswers\n";
  for (const Threat& t : c.threats) {
    for (const CreditDef& credit : t.def.controls) {
      if (credit.control == d.id) out += fmt::format("  {:<34} {} {}\n", t.def.id, credit.by, credit.lowers);
    }
  }
  return out;
}

std::string entry_text(const std::string& id, const Catalog& c) {
  const FrameworkDef* framework = nullptr;
  const FrameworkEntry* e = c.entry(id, &framework);
  if (e == nullptr) return {};
  std::string out = fmt::format("{}\n{} ({} of {} {}, {})\n", e->name, e->id, e->kind, framework->name, framework->release, framework->licence);
  if (!e->parent.empty()) out += fmt::format("Below: {}\n", e->parent);
  if (!e->tactics.empty()) out += fmt::format("Tactics: {}\n", plain_list(e->tactics));
  if (!e->maturity.empty()) out += fmt::format("Maturity: {}\n", e->maturity);
  out += "\nOur threats that cite it\n";
  for (const Threat& t : c.threats) {
    bool cites = std::find(t.def.cites.begin(), t.def.cites.end(), id) != t.def.cites.end();
    for (const Raise& r : t.raises) cites = cites || std::find(r.def.cites.begin(), r.def.cites.end(), id) != r.def.cites.end();
    if (cites) out += fmt::format("  {:<34} {}\n", t.def.id, t.def.name);
  }
  for (const ControlDef& d : c.controls) {
    if (std::find(d.satisfies.begin(), d.satisfies.end(), id) != d.satisfies.end()) out += fmt::format("  control {:<26} {}\n", d.id, d.name);
  }
  return out;
}

std::string fact_text(const Fact& f) {
  std::string out = fmt::format("{} ({}fact)\n\n", f.def.id, f.def.derived ? "derived " : "");
  if (!f.def.question.empty()) out += fmt::format("{}\nWhy: {}\n", f.def.question, f.def.why);
  if (!f.def.how.empty()) out += fmt::format("Derived: {}\n", f.def.how);
  if (!f.values.empty()) out += fmt::format("Values: {}\n", plain_list(f.values));
  std::string on;
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    if ((f.def.on >> k & 1u) != 0) on += (on.empty() ? "" : ", ") + std::string(kElementWords[k]);
  }
  out += fmt::format("Said of: {}\n", on);
  if (!f.def.kinds.empty()) out += fmt::format("Kinds: {}\n", plain_list(f.def.kinds));
  if (!f.def.does.empty()) out += fmt::format("Stages that do: {}\n", plain_list(f.def.does));
  if (!f.def.satisfies.empty()) out += fmt::format("Also states control: {}\n", f.def.satisfies);
  return out;
}

std::string word_text(const Vocabulary& v, const std::string& id) {
  std::string out;
  for (const auto& [list, what] : {std::pair{&v.kinds, "asset kind"}, {&v.does, "`does` word"}, {&v.roles, "role"}, {&v.capabilities, "capability"}}) {
    const uint32_t i = list->find(id);
    if (i == kNone) continue;
    const WordDef& d = (*list)[i];
    out += fmt::format("{} ({}{})\n{}\n", id, what, d.parent.empty() ? "" : ", a kind of " + d.parent, d.means);
    if (!d.must.empty()) out += fmt::format("Expected: {}\n", plain_list(d.must));
  }
  return out;
}

std::string entry_of_catalog(const std::string& id, const Catalog& c) {
  if (const Threat* t = c.threat(id)) return threat_text(*t, c);
  if (const ControlDef* d = c.control(id)) return control_text(*d, c);
  if (std::string text = entry_text(id, c); !text.empty()) return text;
  for (const EmbeddedText& page : error_pages()) {
    if (page.name == id) return std::string(page.text);
  }
  std::string out;
  const FactId fact = c.vocabulary.find(id);
  if (fact != kNone) out = fact_text(c.vocabulary.facts[fact]);
  return out + word_text(c.vocabulary, id);
}

int unknown(const std::string& id, const Catalog& c, const Console& console) {
  std::vector<std::string> names;
  for (const Threat& t : c.threats) names.push_back(t.def.id);
  for (const ControlDef& d : c.controls) names.push_back(d.id);
  for (const auto& [name, place] : c.entry_index) names.push_back(name);
  for (const Fact& f : c.vocabulary.facts) names.push_back(f.def.id);
  std::sort(names.begin(), names.end());
  const std::string_view near = nearest(id, names);
  console.err(fmt::format("merlon: nothing is called `{}`\n  = help: {}\n", printable(id),
                          near.empty() ? std::string("`merlon catalog list` shows threats, controls, facts and words")
                                       : fmt::format("something with a similar name exists: `{}`", near)));
  return exit_usage;
}

int run(const Arguments& arguments, const Console& console) {
  const std::string id = arguments.one("ID"), file = arguments.one("FILE");
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  if (id.find('@') == std::string::npos) {
    const std::string text = entry_of_catalog(id, walk->house.catalog);
    if (text.empty()) return unknown(id, walk->house.catalog, console);
    console.out(text);
    return exit_ok;
  }
  if (file.empty()) {
    console.err(fmt::format("merlon: a finding is one of a pipeline: merlon explain {} pipeline.toml\n", printable(id)));
    return exit_usage;
  }
  const bool walked = walk_to_assessment(*walk, file, {});
  tell(*walk, console);
  if (!walked) return exit_usage;
  return explain_finding(*walk, id, console);
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "ID", "ID", "a threat, control, framework id, fact, word, error code, or THREAT@SUBJECT", true},
                                  {OptionSpec::Kind::positional, "FILE", "FILE", "the description, for THREAT@SUBJECT", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& explain() {
  static const Verb verb{"explain", "explain an entry of the catalogue, an error code, or why a threat was or was not raised",
                         "Examples: merlon explain data-poisoning\n          merlon explain AML.T0020\n          merlon explain E0203\n"
                         "          merlon explain data-poisoning@train pipeline.toml",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
