#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "catalog/citations.hpp"
#include "report/rows.hpp"
#include "risk/questions.hpp"

namespace merlon {

ScoreText score_text(const Score& s) {
  return {std::string(word(s.level)), s.score, s.likelihood, s.impact, std::string(word(level_of_ticks(s.likelihood))),
          std::string(word(level_of_ticks(s.impact)))};
}
namespace {

std::string path_text(const Graph& g, const std::vector<Element>& path) {
  std::string out;
  for (const Element e : path) {
    if (e >= g.first[3] && e < g.first[4]) continue;  // flows stand between the nodes that they join
    out += (out.empty() ? "" : " -> ") + g.ids[e];
  }
  return out;
}

EvidenceRow evidence_row(const Building& b, const std::string& by, const Evidence& e) {
  EvidenceRow row;
  row.by = by;
  row.kind = kEvidenceWords[static_cast<size_t>(e.kind)];
  row.element = b.id(e.element);
  row.fact = e.fact;
  row.place = b.where(e.element);
  if (e.kind == Evidence::Kind::path) row.value = path_text(b.g, e.path);
  if (e.kind != Evidence::Kind::fact) return row;
  const FactId fact = b.catalog.vocabulary.find(e.fact);
  if (fact == kNone) return row;
  row.value = b.g.facts.text(fact, e.element);
  const FactSource source = b.g.source(fact, e.element);
  row.origin = kOriginWords[static_cast<size_t>(source.origin)];
  if (source.entry != nullptr) row.place = b.where(source.entry->value.span);
  return row;
}

MissingRow missing_row(const Building& b, Element element, const std::string& fact) {
  return {b.id(element), fact, question_text(b.catalog, fact), b.where(element)};
}

// Each fact once, however many sources name it.
template <class Row, class Same>
void add_unique(std::vector<Row>& rows, Row row, Same same) {
  if (std::none_of(rows.begin(), rows.end(), [&](const Row& r) { return same(r, row); })) rows.push_back(std::move(row));
}

ControlRow control_row(const Building& b, const CreditedControl& c) {
  const ControlDef* def = b.catalog.control(c.id);
  ControlRow row{c.id, def == nullptr ? c.id : def->name, std::string(kStatusWords[static_cast<size_t>(c.status)]), "",
                 c.why, c.lowers, c.by, c.evidence, c.gap, c.credit, c.target_credit,
                 c.here, c.target_here, {}};
  for (const Element e : c.cuts) row.cuts.push_back(b.id(e));
  if (c.status != ControlStatus::unstated) row.place = b.where(c.span);
  return row;
}

// Controls that stand elsewhere stop who comes from outside.  Where that would leave less than who is inside already has,
// theirs counts.
std::string inside_because(const Rated& r) {
  int all = 0, here = 0;
  for (const CreditedControl& c : r.controls) {
    if (c.lowers == "likelihood") all += c.credit, here += c.here;
  }
  if (std::max(1, r.likelihood.value - all) >= r.likelihood.inside - here) return {};
  return fmt::format("who is inside already passes none of these places: {} for them, less {} that stand here", r.likelihood.inside, here);
}

FindingRow finding_row(const Building& b, const Rated& r) {
  FindingRow row;
  row.id = r.id;
  row.threat = r.threat->def.id;
  row.name = r.threat->def.name;
  row.subject = b.id(r.cell->subject);
  row.subject_kind = kElementWords[static_cast<size_t>(b.g.kind_of(r.cell->subject))];
  row.phase = kPhases[r.phase];
  row.domain = r.threat->def.domain;
  row.place = b.where(r.cell->subject);
  row.cites = r.cell->cites;
  row.base = r.likelihood.base;
  row.base_because = r.likelihood.base_because;
  for (const LikelihoodStep& s : r.likelihood.steps) row.steps.push_back({s.name, s.because, s.ticks, s.worst_case});
  row.likelihood = r.likelihood.value;
  row.inside = r.likelihood.inside;
  row.inside_because = inside_because(r);
  row.impact_dimension = r.impact.dimension;
  row.impact_because = r.impact.because;
  row.impact = r.impact.value;
  row.impact_worst_case = r.impact.worst_case;
  row.inherent = score_text(r.inherent);
  row.residual = score_text(r.residual);
  row.target = score_text(r.target);
  const auto same = [](const EvidenceRow& x, const EvidenceRow& y) {
    return x.kind == y.kind && x.element == y.element && x.fact == y.fact && x.value == y.value && x.by == y.by;
  };
  for (const SourceVerdict& s : r.cell->sources) {
    if (std::find(row.reasons.begin(), row.reasons.end(), s.reason) == row.reasons.end()) row.reasons.push_back(s.reason);
    for (const Evidence& e : s.evidence) add_unique(row.evidence, evidence_row(b, s.by, e), same);
  }
  for (const CreditedControl& c : r.controls) row.controls.push_back(control_row(b, c));
  for (const AssumedFact& f : r.assumptions) {
    row.assumptions.push_back(fmt::format("{} of {} is assumed to be {} ({})", f.fact, b.id(f.element), f.value, b.where(f.span)));
  }
  for (const std::string& by : r.cell->disagreements) row.disagreements.push_back(fmt::format("{}", by));
  if (r.decision) {
    const DocDecision& d = *b.a.decisions[*r.decision].doc;
    row.decision_treatment = d.treatment;
    row.decision = fmt::format("{}: {}", d.treatment, d.reason);
    row.decided_by = fmt::format("{}, {}{}", d.by.empty() ? "nobody who is named" : d.by, d.until.empty() ? "without an end" : "until " + d.until, d.ticket.empty() ? "" : ", " + d.ticket);
  }
  return row;
}

UndecidedRow undecided_row(const Building& b, const Rated& r) {
  UndecidedRow row;
  row.id = r.id;
  row.threat = r.threat->def.id;
  row.name = r.threat->def.name;
  row.subject = b.id(r.cell->subject);
  row.subject_kind = kElementWords[static_cast<size_t>(b.g.kind_of(r.cell->subject))];
  row.phase = kPhases[r.phase];
  row.domain = r.threat->def.domain;
  row.place = b.where(r.cell->subject);
  row.potential = score_text(r.residual);
  const auto same = [](const MissingRow& x, const MissingRow& y) { return x.element == y.element && x.fact == y.fact; };
  for (const SourceVerdict& s : r.cell->sources) {
    for (const Evidence& e : s.evidence) {
      if (e.kind == Evidence::Kind::missing) add_unique(row.missing, missing_row(b, e.element, e.fact), same);
    }
  }
  if (r.decision) row.decision_treatment = b.a.decisions[*r.decision].doc->treatment;
  return row;
}

ThreatRow threat_row(const Threat& t) {
  return {t.def.id, t.def.name, t.def.domain, t.def.needs, t.def.maturity, t.def.summary, t.def.story, t.def.false_positives, citations(t.def), t.def.evidence};
}

// Every missing fact once; first those that alone decide the worst, then those that decide or help most.
void questions(Building& b) {
  std::map<std::pair<std::string, std::string>, QuestionRow> seen;
  for (const UndecidedRow& u : b.out.undecided) {
    for (const MissingRow& m : u.missing) {
      QuestionRow& row = seen.try_emplace({m.fact, m.element}, QuestionRow{m, answers_text(b.catalog, m.fact), 0, 0, {}}).first->second;
      ++row.helps;
      if (u.missing.size() == 1 && row.decides++ == 0) row.highest = u.potential;  // they come worst first
    }
  }
  for (auto& [key, row] : seen) b.out.questions.push_back(std::move(row));
  std::stable_sort(b.out.questions.begin(), b.out.questions.end(), [](const QuestionRow& x, const QuestionRow& y) {
    return std::make_tuple(x.highest.score, x.decides, x.helps) > std::make_tuple(y.highest.score, y.decides, y.helps);
  });
}

}  // namespace

void add_findings(Building& b) {
  std::set<const Threat*> threats;
  for (const Rated& r : b.a.findings) {
    b.out.findings.push_back(finding_row(b, r));
    threats.insert(r.threat);
  }
  for (const Rated& r : b.a.undecided) {
    b.out.undecided.push_back(undecided_row(b, r));
    threats.insert(r.threat);
  }
  // By id: threats lie in the catalog in that order, and so do their addresses.
  for (const Threat& t : b.catalog.threats) {
    if (threats.contains(&t)) b.out.threats.push_back(threat_row(t));
  }
  questions(b);
}

}  // namespace merlon
