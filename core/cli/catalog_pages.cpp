#include "cli/catalog_pages.hpp"

#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/explain_entry.hpp"
#include "graph/evaluator.hpp"

namespace merlon {
namespace {

constexpr std::string_view kWritten = "<!-- Written by `merlon catalog pages`, not by hand: change the entries in threatdb/ instead. -->\n\n";

std::string joined(const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, ", ")); }

std::string head(const std::string& id, const std::string& name, const std::string& summary) {
  return fmt::format("# {}\n\n{}`{}`\n\n{}\n\n", name, kWritten, id, summary);
}

std::string cited_line(const std::string& id, const Catalog& c) {
  const FrameworkDef* framework = nullptr;
  const FrameworkEntry* entry = c.entry(id, &framework);
  return entry == nullptr ? fmt::format("- `{}`\n", id) : fmt::format("- `{}` {} ({})\n", id, entry->name, titled(*framework));
}

std::string of_threat(const Threat& t, const Catalog& c) {
  const ThreatDef& d = t.def;
  std::string out = head(d.id, d.name, d.summary);
  if (!d.known_as.empty()) out += fmt::format("Also known as: {}\n\n", joined(d.known_as));
  if (!d.story.empty()) out += "> " + d.story + "\n\n";
  out += fmt::format("- Domain: {}\n- Asked of: {}\n", d.domain, scope_text(d.scope));
  if (!d.phases.empty()) out += fmt::format("- Phases: {}\n", joined(d.phases));
  out += fmt::format("- Affects: {}\n", joined(d.affects));
  if (!d.needs.empty()) {
    const WordList& words = c.vocabulary.capabilities;
    out += fmt::format("- An attacker needs to: {} ({})\n", d.needs, words[words.find(d.needs)].means);
  }
  out += fmt::format("- Maturity: {}{}\n", d.maturity, d.maturity_because.empty() ? "" : ". " + d.maturity_because);
  if (!d.follows.empty()) out += fmt::format("- Follows: {}\n", joined(d.follows));
  if (!d.gives.empty()) out += fmt::format("- Gives an attacker: {}\n", joined(d.gives));
  if (!d.builds_on.empty()) out += fmt::format("- Builds on: {}\n", joined(d.builds_on));
  if (!t.raises.empty()) out += "\nRaised when one of these holds:\n\n";
  for (const Raise& r : t.raises) out += fmt::format("- `{}`\n", describe(r.when, c));
  if (t.raises.empty()) out += "\nRaised by an analyzer.\n";
  if (!d.false_positives.empty()) out += fmt::format("\nWrong for: {}\n", d.false_positives);
  if (!d.noise.empty()) out += fmt::format("\nHow often: {}\n", d.noise);
  if (!d.evidence.empty()) out += "\nAsk to see:\n\n";
  for (const std::string& e : d.evidence) out += fmt::format("- {}\n", e);
  out += "\n| control | lowers | by |\n|---|---|---|\n";
  for (const CreditDef& credit : d.controls) {
    out += fmt::format("| [`{0}`](../controls/{0}.md) | {1} | {2} |\n", credit.control, credit.lowers, credit.by);
  }
  out += "\nCites:\n\n";
  for (const std::string& id : d.cites) out += cited_line(id, c);
  for (const Raise& r : t.raises) {
    for (const std::string& id : r.def.cites) out += fmt::format("{}  when `{}`\n", cited_line(id, c), r.def.reason);
  }
  for (size_t i = 0; i < d.cites_if.size(); ++i) {
    for (const std::string& id : d.cites_if[i].ids) out += fmt::format("{}  when `{}`\n", cited_line(id, c), describe(t.cites_if[i], c));
  }
  return out;
}

std::string of_control(const ControlDef& d, const Catalog& c) {
  std::string out = head(d.id, d.name, d.summary);
  out += fmt::format("- Family: {}\n- Effort: {}\n- Verify: {}\n", d.family, d.effort, d.verify);
  if (!d.satisfies.empty()) out += "\nSatisfies:\n\n";
  for (const std::string& id : d.satisfies) out += cited_line(id, c);
  out += "\n| threat | lowers | by |\n|---|---|---|\n";
  for (const Threat& t : c.threats) {
    for (const CreditDef& credit : t.def.controls) {
      if (credit.control != d.id) continue;
      out += fmt::format("| [`{0}`](../threats/{0}.md) | {1} | {2} |\n", t.def.id, credit.lowers, credit.by);
    }
  }
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> catalog_pages(const Catalog& catalog) {
  std::map<std::string, std::string> files;
  std::string& threats = files["threats/README.md"];
  threats = fmt::format("# Threats\n\n{}{}.\n\n| id | domain | name |\n|---|---|---|\n", kWritten, amount(catalog.threats.size(), "threat"));
  for (const Threat& t : catalog.threats) {
    files[fmt::format("threats/{}.md", t.def.id)] = of_threat(t, catalog);
    threats += fmt::format("| [`{0}`]({0}.md) | {1} | {2} |\n", t.def.id, t.def.domain, t.def.name);
  }
  std::string& controls = files["controls/README.md"];
  controls = fmt::format("# Controls\n\n{}{}.\n\n| id | effort | name |\n|---|---|---|\n", kWritten, amount(catalog.controls.size(), "control"));
  for (const ControlDef& d : catalog.controls) {
    files[fmt::format("controls/{}.md", d.id)] = of_control(d, catalog);
    controls += fmt::format("| [`{0}`]({0}.md) | {1} | {2} |\n", d.id, d.effort, d.name);
  }
  return {files.begin(), files.end()};
}

}  // namespace merlon
