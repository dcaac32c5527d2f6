#include <algorithm>
#include <map>

#include "catalog/citations.hpp"
#include "report/rows.hpp"

namespace merlon {
namespace {

void decisions(Building& b) {
  for (const Decision& d : b.a.decisions) {
    const std::string state = !d.matched ? (d.asked ? "orphaned" : "not-asked") : d.expired ? "expired" : "holds";
    b.out.decisions.push_back({d.doc->finding, d.doc->treatment, d.doc->reason, d.doc->by, d.doc->ticket, d.doc->until, state,
                               b.where(d.doc->span)});
  }
}

void view(Building& b, const FrameworkDef& framework, const std::map<std::string, VerdictKind>& best) {
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
    FrameworkEntryRow row{e.id, e.name, e.kind, "not-cited", e.parent, e.tactics, {}, {}};
    const auto it = best.find(e.id);
    if (it != best.end()) row.state = kVerdictWords[static_cast<size_t>(it->second)], some = true;
    out.entries.push_back(std::move(row));
  }
  if (some) b.out.frameworks_seen.push_back(std::move(out));
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
  if (b.in.diagnostics != nullptr) {
    for (const Diagnostic& d : b.in.diagnostics->all()) {
      if (d.severity == Severity::warning) b.out.warnings.push_back({d.code, d.message, d.help, b.where(d.span)});
    }
  }
  for (const AssumedFact& f : b.a.assumptions) b.out.assumptions.push_back({b.id(f.element), f.fact, f.value, b.where(f.span)});
}

void add_frameworks(Building& b) {
  std::map<std::string, VerdictKind> best;
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
    for (const std::string& cite : f.cites) note(cite, VerdictKind::raised);
  }
  for (const FrameworkDef& framework : b.catalog.frameworks) view(b, framework, best);
}

void add_picture(Building& b) {
  const Graph& g = b.g;
  Picture& p = b.out.picture;
  for (Element e = g.first[4]; e < g.first[5]; ++e) {
    const FactId trust = b.catalog.vocabulary.find("trust");
    p.boundaries.push_back({b.id(e), trust == kNone ? "" : g.facts.text(trust, e),
                            g.boundary[e] == kNone ? -1 : static_cast<int>(g.boundary[e] - g.first[4])});
  }
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
    p.nodes.push_back(std::move(node));
  }
  const FactId crosses = b.catalog.vocabulary.find("crosses-boundary");
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    const Tri crossing = crosses == kNone ? Tri::no : g.facts.is(crosses, e, 1);
    p.edges.push_back({static_cast<int>(f.from), static_cast<int>(f.to), std::string(kFlowWords[static_cast<size_t>(f.kind)]), crossing == Tri::yes, crossing != Tri::no});
  }
}

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

}  // namespace merlon
