#include "cli/explain_finding.hpp"

#include <algorithm>

#include <set>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/explain_entry.hpp"
#include "cli/version.hpp"

namespace merlon {
namespace {

std::string signed_ticks(int ticks) { return fmt::format("{:+}", ticks); }

std::string evidence_text(const FindingRow& f) {
  std::string out = "\nFacts\n";
  std::set<std::string> said;  // several sources may rest on the same fact
  for (const EvidenceRow& e : f.evidence) {
    std::string line;
    if (e.kind == "fact") {
      line = fmt::format("  {:<44} {} ({})\n", fmt::format("{} of {} is {}", e.fact, e.element, e.value), e.place, e.origin);
    } else if (e.kind == "path") {
      line = fmt::format("  way: {}\n", e.value);
    } else {
      line = fmt::format("  {:<44} {}\n", e.element, e.place);
    }
    if (said.insert(line).second) out += line;
  }
  return out;
}

std::string arithmetic(const FindingRow& f) {
  std::string out = fmt::format("\nLikelihood\n  {:>3}  base: {}\n", f.base, f.base_because);
  for (const StepRow& s : f.steps) out += fmt::format("  {:>3}  {}: {}{}\n", signed_ticks(s.ticks), s.name, s.because, s.worst_case ? " (worst case: unknown)" : "");
  out += fmt::format("  {:>3}  {}, held in 0..20\n", f.likelihood, f.inherent.likelihood_level);
  out += fmt::format("Impact\n  {:>3}  {}: {}{}\n", f.impact, f.impact_dimension, f.impact_because, f.impact_worst_case ? " (worst case: unknown)" : "");
  out += fmt::format("Inherent\n  {} {} = table({}, {}), 20 x level + ({} + {}) / 2\n", f.inherent.level, f.inherent.score, f.inherent.likelihood_level,
                     f.inherent.impact_level, f.inherent.likelihood, f.inherent.impact);
  return out;
}

std::string controls_text(const FindingRow& f) {
  std::string out = "Controls\n";
  for (const ControlRow& c : f.controls) {
    out += fmt::format("  {:>3}  {:<28} {} on {}, {}{}{}\n", c.credit == 0 ? "0" : "-" + std::to_string(c.credit), c.id, c.by, c.lowers, c.status,
                       c.why == "nobody said" ? "" : ": " + c.why, c.place.empty() ? "" : " (" + c.place + ")");
  }
  if (!f.inside_because.empty()) out += fmt::format("       {}\n", f.inside_because);
  out += fmt::format("Residual\n  {} {} = table({}, {}), 20 x level + ({} + {}) / 2\n", f.residual.level, f.residual.score, f.residual.likelihood_level,
                     f.residual.impact_level, f.residual.likelihood, f.residual.impact);
  if (f.target.score != f.residual.score) out += fmt::format("Target, once what is planned stands\n  {} {}\n", f.target.level, f.target.score);
  std::string more;
  for (const ControlRow& c : f.controls) {
    if (c.status != "implemented" && c.status != "not-applicable") more += fmt::format("  {} ({}): {} on {}\n", c.id, c.status, c.by, c.lowers);
  }
  if (!more.empty()) out += "Would lower it\n" + more;
  return out;
}

int raised(const FindingRow& f, const Console& console) {
  std::string out = fmt::format("{}: raised\n{} at {} ({}, phase {})\n\n", f.id, f.name, f.subject, f.place, f.phase);
  for (const std::string& reason : f.reasons) out += fmt::format("  {}\n", reason);
  for (const std::string& by : f.disagreements) out += fmt::format("  note: {}\n", by);
  out += evidence_text(f) + arithmetic(f) + controls_text(f);
  if (!f.cites.empty()) out += fmt::format("Cites\n  {}\n", fmt::join(f.cites, ", "));
  for (const std::string& a : f.assumptions) out += fmt::format("Rests on: {}\n", a);
  if (!f.decision.empty()) out += fmt::format("Decided: {}\n", f.decision);
  console.out(printable_lines(out));
  return exit_ok;
}

int undecided(const UndecidedRow& u, const Console& console) {
  std::string out = fmt::format("{}: undecided\n{} at {} ({}), at worst {} {}\n\nMissing\n", u.id, u.name, u.subject, u.place, u.potential.level, u.potential.score);
  for (const MissingRow& m : u.missing) out += fmt::format("  {} of {} ({}): {}\n", m.fact, m.element, m.place, m.question);
  if (!u.decision_treatment.empty()) out += fmt::format("Decided: {}\n", u.decision_treatment);
  console.out(printable_lines(out));
  return exit_ok;
}

// For each alternative of the entry the first condition that failed, and the value that failed it.
int ruled_out(const Walk& walk, const AskedThreat& asked, Element subject, const Console& console) {
  const Graph& g = *walk.graph;
  std::string out = fmt::format("{}@{}: ruled out\n", asked.id, g.ids[subject]);
  Evaluator evaluator(g);
  const PackInfo& pack = walk.house.catalog.packs[asked.threat->pack];
  if (pack.has_applies && evaluator.eval(pack.applies, g.pipeline()) == Tri::no) {
    out += fmt::format("  the whole domain does not apply: not {}\n", evaluator.first_failure(pack.applies, g.pipeline()));
  }
  for (const Raise& raise : asked.threat->raises) {
    out += fmt::format("  it would be raised when {}\n", describe(raise.when, walk.house.catalog));
    const std::string failure = evaluator.first_failure(raise.when, subject);
    if (failure.empty()) continue;
    out += fmt::format("  but not: {}\n", failure);
    Trace trace;
    evaluator.trace(raise.when, subject, trace);
    for (const Step& s : trace.steps) {
      if (s.kind != Step::Kind::fact) continue;
      const FactSource source = g.source(s.fact, s.element);
      out += fmt::format("    {} of {} is {} ({}{})\n", walk.house.catalog.vocabulary.facts[s.fact].def.id, g.ids[s.element],
                         g.facts.text(s.fact, s.element), kOriginWords[static_cast<size_t>(source.origin)],
                         source.entry == nullptr ? "" : ", " + place(walk.sources, source.entry->value.span));
    }
  }
  console.out(printable_lines(out));
  return exit_ok;
}

int not_analysed(const Walk& walk, const std::string& threat, Element subject, const Console& console) {
  std::string out = fmt::format("{}@{}: not analysed\n", threat, walk.graph->ids[subject]);
  for (const NotAnalysed& n : walk.verdicts.not_analysed) {
    const bool here = n.threat == threat && (n.subjects.empty() || std::find(n.subjects.begin(), n.subjects.end(), subject) != n.subjects.end());
    if (here) out += fmt::format("  plugin `{}`: {}\n", n.plugin, n.reason);
  }
  console.out(printable_lines(out));
  return exit_incomplete;
}

int wrong(const std::string& message, const std::string& help, const Console& console) {
  console.err(fmt::format("merlon: {}\n{}", message, help.empty() ? "" : fmt::format("  = help: {}\n", help)));
  return exit_usage;
}

int no_such_threat(const Walk& walk, const std::string& id, const Console& console) {
  std::vector<std::string> names;
  for (const Threat& t : walk.house.catalog.threats) names.push_back(t.def.id);
  const std::string_view near = nearest(id, names);
  return wrong(fmt::format("there is no threat `{}`", printable(id)),
               near.empty() ? "`merlon catalog list threats` shows all of them" : fmt::format("a similar one exists: `{}`", near), console);
}

int no_such_subject(const Walk& walk, const std::string& id, const Console& console) {
  const std::vector<std::string> ids(walk.graph->ids.begin(), walk.graph->ids.begin() + walk.graph->first[6]);
  const std::string_view near = nearest(id, ids);
  return wrong(fmt::format("no element of this description is called `{}`", printable(id)),
               near.empty() ? "" : fmt::format("a similar one exists: `{}`", printable(near)), console);
}

// The threat exists and so does the element, but the one is not asked of the other.
int not_asked(const Walk& walk, const std::string& threat, Element subject, const Console& console) {
  const Graph& g = *walk.graph;
  const std::string what = fmt::format("{} `{}`", kElementWords[static_cast<size_t>(g.kind_of(subject))], printable(g.ids[subject]));
  const Threat* entry = walk.house.catalog.threat(threat);
  return wrong(fmt::format("`{}` is not asked of {}, which is outside of its scope", threat, what),
               entry == nullptr ? "" : fmt::format("it is asked of: {}", scope_text(entry->def.scope)), console);
}

}  // namespace

int explain_finding(const Walk& walk, const std::string& id, const Console& console) {
  const Report report = build_report({&walk.assessment, nullptr, nullptr, nullptr, &walk.sources, nullptr, std::string(kVersion), walk.today, "", "matrix", walk.house.rows});
  for (const FindingRow& f : report.findings) {
    if (f.id == id) return raised(f, console);
  }
  for (const UndecidedRow& u : report.undecided) {
    if (u.id == id) return undecided(u, console);
  }
  const size_t at = id.find('@');
  const std::string threat = id.substr(0, at);
  const auto asked = std::find_if(walk.verdicts.threats.begin(), walk.verdicts.threats.end(),
                                  [&](const AskedThreat& a) { return a.id == threat; });
  if (asked == walk.verdicts.threats.end() && walk.house.catalog.threat(threat) == nullptr) return no_such_threat(walk, threat, console);
  const auto element = walk.graph->by_id.find(id.substr(at + 1));
  if (element == walk.graph->by_id.end()) return no_such_subject(walk, id.substr(at + 1), console);
  const Element subject = element->second;
  const bool in_scope = asked != walk.verdicts.threats.end() && std::binary_search(asked->subjects.begin(), asked->subjects.end(), subject);
  if (!in_scope) return not_asked(walk, threat, subject, console);
  const auto row = static_cast<size_t>(std::lower_bound(asked->subjects.begin(), asked->subjects.end(), subject) - asked->subjects.begin());
  if (asked->threat != nullptr && asked->kinds[row] == VerdictKind::ruled_out) return ruled_out(walk, *asked, subject, console);
  return not_analysed(walk, threat, subject, console);
}

}  // namespace merlon
