#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "report/rows.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 5> kWorstFirst = {"very-high", "high", "moderate", "low", "very-low"};

void decisions(Building& b) {
  for (const Decision& d : b.a.decisions) {
    const std::string state = !d.matched ? (d.asked ? "orphaned" : "not-asked") : d.expired ? "expired" : "holds";
    b.out.decisions.push_back({d.doc->finding, d.doc->treatment, d.doc->reason, d.doc->by, d.doc->ticket, d.doc->until, state,
                               b.where(d.doc->span)});
  }
}

void view(Building& b, const FrameworkDef& framework, const std::map<std::string, VerdictKind>& best,
          const std::map<std::string, std::vector<std::string>>& raised) {
  FrameworkView out;
  out.id = framework.id;
  out.name = framework.name;
  out.release = framework.release;
  bool some = false;
  for (const FrameworkEntry& e : framework.entries) {
    if (e.kind == "tactic") {
      out.tactics.emplace_back(e.id, e.name);
      continue;
    }
    if (e.kind == "mitigation" || e.kind == "control" || e.kind == "requirement" || e.kind == "group" || e.kind == "objective") continue;
    FrameworkEntryRow row{e.id, e.name, e.kind, "not-cited", e.tactics, {}};
    const auto it = best.find(e.id);
    if (it != best.end()) row.state = kVerdictWords[static_cast<size_t>(it->second)], some = true;
    const auto findings = raised.find(e.id);
    if (findings != raised.end()) row.findings = findings->second;
    out.entries.push_back(std::move(row));
  }
  if (some) b.out.frameworks_seen.push_back(std::move(out));
}

std::string worst(const std::vector<const FindingRow*>& findings) {
  for (const std::string_view level : kWorstFirst) {
    for (const FindingRow* f : findings) {
      if (f->residual.level == level) return std::string(level);
    }
  }
  return {};
}

}  // namespace

void add_controls(Building& b) {
  for (const RequiredControl& r : b.a.required) {
    const ControlDef* def = b.catalog.control(r.control);
    b.out.required.push_back({std::string(kPhases[r.phase]), b.id(r.place), r.control, def->name,
                              std::string(kStatusWords[static_cast<size_t>(r.status)]), def->verify, r.findings, def->satisfies,
                              r.highest, {}, {}, {}});
    if (!r.effect) continue;
    RequiredRow& row = b.out.required.back();
    row.helps = r.effect->finding;
    row.before = score_text(r.effect->before);
    row.after = score_text(r.effect->after);
  }
  std::stable_sort(b.out.required.begin(), b.out.required.end(), [](const RequiredRow& x, const RequiredRow& y) {
    const auto phase = [](const RequiredRow& r) { return std::find(kPhases.begin(), kPhases.end(), r.phase); };
    return std::make_tuple(phase(x), -x.highest) < std::make_tuple(phase(y), -y.highest);
  });
  decisions(b);
  for (const AssumedFact& f : b.a.assumptions) b.out.assumptions.push_back({b.id(f.element), f.fact, f.value, b.where(f.span)});
}

void add_phases(Building& b) {
  for (const std::string_view level : kWorstFirst) {
    const auto n = std::count_if(b.out.findings.begin(), b.out.findings.end(),
                                 [&](const FindingRow& f) { return f.residual.level == level; });
    b.out.levels.emplace_back(level, static_cast<int>(n));
  }
  for (size_t p = 0; p < kPhases.size(); ++p) {
    PhaseRow row;
    row.phase = kPhases[p];
    std::vector<const FindingRow*> here;
    for (const FindingRow& f : b.out.findings) {
      if (f.phase == row.phase) here.push_back(&f);
    }
    for (const std::string_view domain : kDomains) {
      const auto n = std::count_if(here.begin(), here.end(), [&](const FindingRow* f) { return f->domain == domain; });
      row.raised_by_domain.emplace_back(domain, static_cast<int>(n));
    }
    row.raised = static_cast<int>(here.size());
    row.undecided = static_cast<int>(std::count_if(b.out.undecided.begin(), b.out.undecided.end(),
                                                   [&](const UndecidedRow& u) { return u.phase == row.phase; }));
    row.worst_level = worst(here);
    for (Element s = 0; s < b.g.n_stages; ++s) {
      if (b.g.phase[s] == p) row.stages.push_back(b.id(s));
    }
    b.out.phases.push_back(std::move(row));
  }
}

void add_frameworks(Building& b) {
  std::map<std::string, VerdictKind> best;
  std::map<std::string, std::vector<std::string>> raised;
  const auto note = [&](const std::string& cite, VerdictKind kind) {
    auto [it, fresh] = best.try_emplace(cite, kind);
    it->second = std::max(it->second, kind);
  };
  for (const AskedThreat& asked : b.a.verdicts->threats) {
    // What is raised or undecided says itself, cell by cell, for what it stands.
    const bool lost = asked.threat == nullptr ||
                      std::find(asked.kinds.begin(), asked.kinds.end(), VerdictKind::not_analysed) != asked.kinds.end();
    const VerdictKind kind = lost ? VerdictKind::not_analysed : VerdictKind::ruled_out;
    if (asked.threat != nullptr) {
      for (const std::string& cite : citations(asked.threat->def)) note(cite, kind);
      continue;
    }
    for (const BundledDef& bundled : b.catalog.bundled) {
      if (bundled.threat != asked.id) continue;
      for (const std::string& cite : bundled.cites) note(cite, kind);
    }
  }
  for (const Cell& cell : b.a.verdicts->cells) {
    for (const std::string& cite : cell.may_cite) note(cite, VerdictKind::undecided);
  }
  for (const FindingRow& f : b.out.findings) {
    for (const std::string& cite : f.cites) {
      note(cite, VerdictKind::raised);
      raised[cite].push_back(f.id);
    }
  }
  for (const FrameworkDef& framework : b.catalog.frameworks) view(b, framework, best, raised);
}

void add_picture(Building& b) {
  const Graph& g = b.g;
  Picture& p = b.out.picture;
  for (Element e = g.first[4]; e < g.first[5]; ++e) {
    const FactId trust = b.catalog.vocabulary.find("trust");
    p.boundaries.push_back({b.id(e), trust == kNone ? "" : g.facts.text(trust, e),
                            g.boundary[e] == kNone ? -1 : static_cast<int>(g.boundary[e] - g.first[4])});
  }
  std::map<std::string, std::vector<const FindingRow*>> by_subject;
  for (const FindingRow& f : b.out.findings) by_subject[f.subject].push_back(&f);
  for (Element e = 0; e < g.n_nodes(); ++e) {
    PictureNode node;
    node.id = b.id(e);
    const TomlEntry* name = g.docs[e]->find("name");
    node.name = name != nullptr && name->value.is(TomlType::string) ? name->value.text : node.id;
    const ElementKind kind = g.kind_of(e);
    node.kind = kElementWords[static_cast<size_t>(kind)];
    const char* what = kind == ElementKind::stage ? "does" : kind == ElementKind::asset ? "kind" : "role";
    node.what = g.facts.text(b.catalog.vocabulary.find(what), e);
    if (kind == ElementKind::stage) node.phase_index = g.phase[e], node.phase = kPhases[g.phase[e]];
    if (g.boundary[e] != kNone) node.boundary = static_cast<int>(g.boundary[e] - g.first[4]);
    const auto findings = by_subject.find(node.id);
    if (findings != by_subject.end()) {
      node.findings = static_cast<int>(findings->second.size());
      node.level = worst(findings->second);
    }
    p.nodes.push_back(std::move(node));
  }
  const FactId crosses = b.catalog.vocabulary.find("crosses-boundary");
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    const Tri crossing = crosses == kNone ? Tri::no : g.facts.is(crosses, e, 1);
    p.edges.push_back({static_cast<int>(f.from), static_cast<int>(f.to), std::string(kFlowWords[static_cast<size_t>(f.kind)]), crossing == Tri::yes, crossing != Tri::no});
  }
}

namespace {

// `"Training data poisoning" there`: a control helps most where it stands.
std::string name_of(const Report& r, const PlanStepRow& step, const std::string& finding) {
  const auto f = std::find_if(r.findings.begin(), r.findings.end(), [&](const FindingRow& row) { return row.id == finding; });
  const bool there = step.places.size() == 1 && step.places[0].first == f->subject;
  return fmt::format("\"{}\" {}", f->name, there ? "there" : "at " + f->subject);
}

// What is said of a step: the worst finding that it takes to a lower level, else the one that it takes most off.
std::string sentence(const Report& r, const PlanStepRow& step) {
  std::vector<std::string> places;
  for (const auto& [place, status] : step.places) places.push_back(fmt::format("{} ({})", place, status));
  const auto key = [](const EffectRow& e) { return std::make_tuple(e.before.level != e.after.level, e.before.level != e.after.level ? e.before.score : 0, e.before.score - e.after.score); };
  const EffectRow& most = *std::max_element(step.effects.begin(), step.effects.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
  const std::string others = step.effects.size() == 1 ? "" : fmt::format(", and lowers {} more", step.effects.size() - 1);
  return fmt::format("{} at {} takes {} from {} {} to {} {}{}", step.name, fmt::join(places, " and "), name_of(r, step, most.finding),
                     most.before.level, most.before.score, most.after.level, most.after.score, others);
}

// The first steps, and the question that alone decides the worst.
void add_first_steps(Report& r) {
  for (const PlanStepRow& step : r.first) {
    if (!step.effects.empty()) r.top.push_back(sentence(r, step));
  }
  if (r.questions.empty()) return;
  const QuestionRow& q = r.questions[0];
  std::string what = q.helps == 1 ? "1 verdict asks it" : fmt::format("{} verdicts ask it", q.helps);
  if (q.decides > 0) {
    what = fmt::format("alone decides {} up to {} {}; {}", amount(static_cast<size_t>(q.decides), "verdict"), q.highest.level,
                       q.highest.score, what);
  }
  r.top.push_back(fmt::format("Answer first: {} of {} ({})", q.asks.fact, q.asks.element, what));
}

}  // namespace

PlanStepRow step_row(const PlanStep& step, const Graph& g) {
  PlanStepRow row{step.control, g.catalog->control(step.control)->name, {}, step.effort, step.removed, {}};
  for (size_t i = 0; i < step.places.size(); ++i) {
    row.places.emplace_back(g.ids[step.places[i]], kStatusWords[static_cast<size_t>(step.statuses[i])]);
  }
  for (const Effect& e : step.effects) row.effects.push_back({e.finding, score_text(e.before), score_text(e.after)});
  return row;
}

PlanRow plan_row(const Plan& plan, const Graph& g) {
  PlanRow out{plan.before, plan.after, plan.effort, plan.whole, {}, plan.settled, plan.above};
  for (const PlanStep& step : plan.steps) out.steps.push_back(step_row(step, g));
  return out;
}

void add_headline(Building& b) {
  Report& r = b.out;
  std::string worst_level;
  int at_worst = 0;
  for (const auto& [level, n] : r.levels) {
    if (n > 0 && worst_level.empty()) worst_level = level, at_worst = n;
  }
  if (r.findings.empty()) {
    r.headline = r.undecided.empty() ? "No threat is raised" : fmt::format("No threat is raised, {} undecided",
                                                                          amount(r.undecided.size(), "verdict") + " left");
  } else {
    r.headline = fmt::format("{}, {} of them {}; worst: {}", amount(r.findings.size(), "finding"), at_worst, worst_level,
                             r.findings[0].name + " at " + r.findings[0].subject);
  }
  if (r.incomplete) r.headline += "; INCOMPLETE: not everything was analysed";
  add_first_steps(r);
}

}  // namespace merlon
