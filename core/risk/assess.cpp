#include <algorithm>
#include <map>

#include "risk/assessment.hpp"
#include "risk/credit.hpp"
#include "risk/decisions.hpp"
#include "risk/impact.hpp"
#include "risk/likelihood.hpp"

namespace merlon {
namespace {

class Assess {
 public:
  Assess(const Graph& g, const Verdicts& verdicts, const AssessOptions& options)
      : g_(g), verdicts_(verdicts), options_(options), likelihood_(g), impact_(g), credit_(g) {}

  Assessment run() {
    out_.graph = &g_;
    out_.verdicts = &verdicts_;
    for (const DocDecision& d : g_.doc->decisions) out_.decisions.push_back({&d, is_over(d, options_.today), false, is_asked(d.finding)});
    assumptions();
    for (const Cell& cell : verdicts_.cells) {
      const Threat* threat = verdicts_.threats[cell.threat].threat;
      // A verdict of an analyzer on a threat whose entry did not load can't be rated; the run is incomplete anyway.
      if (threat == nullptr) continue;
      auto& list = cell.kind == VerdictKind::raised ? out_.findings : out_.undecided;
      list.push_back(rate(cell, *threat));
    }
    for (auto* list : {&out_.findings, &out_.undecided}) std::sort(list->begin(), list->end(), by_rank);
    required();
    return std::move(out_);
  }

 private:
  // Of equal ones attacks come before gaps of practice, and what has happened before what might.
  static bool by_rank(const Rated& a, const Rated& b) {
    const auto key = [](const Rated& r) {
      const ThreatDef& def = r.threat->def;
      return std::make_tuple(-r.residual.score, def.needs.empty(), -r.residual.likelihood * r.residual.impact, -r.likelihood.base);
    };
    return std::make_tuple(key(a), std::string_view(a.id)) < std::make_tuple(key(b), std::string_view(b.id));
  }

  AssumedFact assumed(Element e, const OwnFact& own) const {
    return {e, g_.catalog->vocabulary.facts[own.fact].def.id, g_.facts.text(own.fact, e), own.entry->value.span};
  }

  void assumptions() {
    for (const auto& [element, own] : g_.assumed) out_.assumptions.push_back(assumed(element, own));
  }

  Rated rate(const Cell& cell, const Threat& threat) {
    Rated r;
    r.cell = &cell;
    r.threat = &threat;
    r.id = threat.def.id + "@" + g_.ids[cell.subject];
    r.phase = g_.phase_of(cell.subject, threat.def.phase);
    r.likelihood = likelihood_.rate(threat, cell);
    r.impact = impact_.rate(threat, cell.subject);
    r.controls = credit_.rate(threat, cell.subject);
    const auto at = [&](bool target) {
      return score_of(lowered(r.likelihood, taken_off(r.controls, "likelihood", target)), lowered(r.impact, taken_off(r.controls, "impact", target)));
    };
    r.inherent = score_of(r.likelihood.value, r.impact.value);
    r.residual = at(false);
    r.target = at(true);
    if (cell.assumed) rest_on(cell, r);
    decide(r);
    return r;
  }

  // A decision on what was left out can't be held against anything.
  bool is_asked(std::string_view finding) const {
    const std::string_view threat = finding.substr(0, finding.find('@'));
    return std::none_of(verdicts_.not_asked.begin(), verdicts_.not_asked.end(),
                        [&](const NotAsked& n) { return threat == "*" || threat == n.threat; });
  }

  // The most exact one that holds; the first of equals.
  void decide(Rated& r) {
    for (uint32_t i = 0; i < out_.decisions.size(); ++i) {
      Decision& d = out_.decisions[i];
      if (!names(d.doc->finding, r.id)) continue;
      d.matched = true;
      if (d.expired) continue;
      if (!r.decision || exactness(d.doc->finding) > exactness(out_.decisions[*r.decision].doc->finding)) r.decision = i;
    }
  }

  // The assumptions that the evidence names; when it names none (a derived fact stands between), all of them.
  void rest_on(const Cell& cell, Rated& r) const {
    for (const auto& assumption : g_.assumed) {
      const Element element = assumption.first;
      const std::string& fact = g_.catalog->vocabulary.facts[assumption.second.fact].def.id;
      const bool named = std::any_of(cell.sources.begin(), cell.sources.end(), [&](const SourceVerdict& s) {
        return std::any_of(s.evidence.begin(), s.evidence.end(), [&](const Evidence& e) {
          return e.element == element && e.fact == fact;
        });
      });
      if (named) r.assumptions.push_back(assumed(element, assumption.second));
    }
    if (!r.assumptions.empty()) return;
    for (const auto& [element, own] : g_.assumed) r.assumptions.push_back(assumed(element, own));
  }

  // 9-semantics S7: s if its kind is in the control's `at`; else of an asset its writers (readers if none), of a flow
  // its target stage, else its source; else the pipeline.
  std::vector<Element> places(const ControlDef& control, Element subject) const {
    const auto fits = [&](Element e) { return (control.at & mask_of(g_.kind_of(e))) != 0; };
    if (fits(subject)) return {subject};
    std::vector<Element> out;
    const auto take = [&](Element e) {
      if (e < g_.n_elements() && fits(e)) out.push_back(e);
    };
    switch (g_.kind_of(subject)) {
      case ElementKind::asset:
        for (const Element w : g_.written_by.of(subject)) take(w);
        if (out.empty()) {
          for (const Element r : g_.read_by.of(subject)) take(r);
        }
        break;
      case ElementKind::flow:
        take(g_.flow(subject).to);
        if (out.empty()) take(g_.flow(subject).from);
        break;
      default: break;
    }
    if (out.empty()) out.push_back(g_.pipeline());
    return out;
  }

  // Of the findings that the control lowers the worst, then the one that it lowers most.  Findings come by rank.
  void consider(const Rated& r, RequiredControl& row) {
    if (row.status == ControlStatus::implemented || (row.effect && row.effect->before.score > r.residual.score)) return;
    credit_.give(row.control, r.cell->subject);
    const Score after = credit_.residual(r);
    credit_.take_back(row.control);
    if (after.score < (row.effect ? row.effect->after.score : r.residual.score)) row.effect = {r.id, r.residual, after};
  }

  void required() {
    std::map<std::tuple<uint8_t, Element, std::string>, RequiredControl> rows;
    for (const Rated& r : out_.findings) {
      for (const CreditDef& def : r.threat->def.controls) {
        const ControlDef* control = g_.catalog->control(def.control);
        for (const Element place : places(*control, r.cell->subject)) {
          const uint8_t phase = g_.phase_of(place, r.threat->def.phase);
          RequiredControl& row = rows[{phase, place, def.control}];
          row.phase = phase;
          row.place = place;
          row.control = def.control;
          row.status = credit_.stated().status(def.control, place);
          row.findings.push_back(r.id);
          row.highest = std::max(row.highest, r.residual.score);
          if (place == r.cell->subject) consider(r, row);
        }
      }
    }
    for (auto& [key, row] : rows) out_.required.push_back(std::move(row));
  }

  const Graph& g_;
  const Verdicts& verdicts_;
  const AssessOptions& options_;
  LikelihoodRater likelihood_;
  ImpactRater impact_;
  CreditRater credit_;
  Assessment out_;
};

}  // namespace

Assessment assess(const Graph& g, const Verdicts& verdicts, const AssessOptions& options) {
  return Assess(g, verdicts, options).run();
}

}  // namespace merlon
