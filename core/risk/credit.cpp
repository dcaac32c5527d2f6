#include "risk/credit.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon {
namespace {

constexpr int kMostOnLikelihood = 8, kMostOnImpact = 6;

int full_credit(std::string_view by) { return by == "strong" ? 5 : by == "moderate" ? 3 : 1; }

int rank(ControlStatus status) {
  switch (status) {
    case ControlStatus::implemented: return 3;
    case ControlStatus::partial: return 2;
    case ControlStatus::planned: return 1;
    default: return 0;
  }
}

// The best in full, the second half, the rest a quarter, rounded down; of one family only the best counts.
void share_out(std::vector<CreditedControl>& controls, const Catalog& catalog, std::string_view factor,
               int CreditedControl::* credit) {
  std::vector<CreditedControl*> order;
  for (CreditedControl& c : controls) {
    if (c.lowers == factor && c.*credit > 0) order.push_back(&c);
  }
  std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return a->*credit > b->*credit; });
  std::vector<std::string> families;
  int place = 0;
  int left = factor == "likelihood" ? kMostOnLikelihood : kMostOnImpact;
  for (CreditedControl* c : order) {
    const std::string& family = catalog.control(c->id)->family;
    if (std::find(families.begin(), families.end(), family) != families.end()) {
      c->*credit = 0;
      c->why += fmt::format("; `{}` of the same family counts already", family);
      continue;
    }
    families.push_back(family);
    const int share = place == 0 ? c->*credit : place == 1 ? c->*credit / 2 : c->*credit / 4;
    if (place > 0) c->why += place == 1 ? "; second on this factor: half" : "; third or later on this factor: a quarter";
    c->*credit = std::min(share, left);
    left -= c->*credit;
    ++place;
  }
}

}  // namespace

CreditRater::CreditRater(const Graph& g) : g_(g) {
  for (uint32_t i = 0; i < g.controls.size(); ++i) by_control_[g.controls[i].id].push_back(i);
  for (auto& [control, list] : by_control_) {
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) { return g.controls[a].on < g.controls[b].on; });
  }
  for (FactId f = 0; f < g.catalog->vocabulary.facts.size(); ++f) {
    if (!g.catalog->vocabulary.facts[f].def.satisfies.empty()) satisfying_.push_back(f);
  }
}

const ControlStatement* CreditRater::statement(const std::string& control, Element e) const {
  const auto it = by_control_.find(control);
  if (it == by_control_.end()) return nullptr;
  const ControlStatement* best = nullptr;
  const auto at = std::lower_bound(it->second.begin(), it->second.end(), e, [&](uint32_t i, Element on) { return g_.controls[i].on < on; });
  for (auto here = at; here != it->second.end() && g_.controls[*here].on == e; ++here) {
    const uint32_t i = *here;
    if (best == nullptr || rank(g_.controls[i].status) > rank(best->status)) best = &g_.controls[i];
  }
  return best;
}

const ControlStatement* CreditRater::nearest(const std::string& control, Element e) const {
  if (!by_control_.contains(control)) return nullptr;
  if (const auto* s = statement(control, e)) return s;
  if (e < g_.n_nodes()) {
    for (Element h = g_.holder[e]; h != kNone; h = g_.holder[h]) {
      if (const auto* s = statement(control, h)) return s;
    }
  }
  for (Element b = g_.boundary[e]; b != kNone; b = g_.boundary[b]) {
    if (const auto* s = statement(control, b)) return s;
  }
  return statement(control, g_.pipeline());
}

Element CreditRater::speaks(FactId fact, Element e) const {
  if (g_.facts.known(fact, e)) return e;
  const Element around = g_.boundary[e];
  return around != kNone && g_.facts.known(fact, around) ? around : kNone;
}

void CreditRater::consider_fact(const std::string& control, Element e, CreditedControl& out) const {
  for (const FactId fact : satisfying_) {
    const Fact& f = g_.catalog->vocabulary.facts[fact];
    if (f.def.satisfies != control) continue;
    const Element at = speaks(fact, e);
    if (at == kNone) continue;
    const auto holds = [&](const std::vector<std::string>& values) {
      return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
        const uint32_t v = f.def.type == FactType::boolean ? (value == "true" ? 1 : 0) : f.value(value);
        return v != kNone && g_.facts.is(fact, at, v) == Tri::yes;
      });
    };
    const ControlStatus status = holds(f.def.satisfied_by) ? ControlStatus::implemented
                                 : holds(f.def.partly_by)  ? ControlStatus::partial
                                                           : ControlStatus::absent;
    if (out.status != ControlStatus::unstated && rank(status) <= rank(out.status)) continue;
    const FactSource source = g_.source(fact, at);
    out.status = status;
    out.place = source.from == kNone ? at : source.from;
    out.span = source.entry == nullptr ? g_.span(at) : source.entry->value.span;
    out.why = fmt::format("`{} = {}` says so", f.def.id, g_.facts.text(fact, at));
  }
}

CreditedControl CreditRater::standing(const std::string& control, Element e) const {
  CreditedControl out;
  out.id = control;
  if (const ControlStatement* s = nearest(control, e)) {
    out.status = s->status;
    out.place = s->on;
    out.span = s->span;
    out.evidence = s->evidence;
    out.gap = s->gap.empty() ? s->reason : s->gap;
    out.why = s->on == e ? "stated here" : fmt::format("stated on `{}`", g_.ids[s->on]);
  }
  consider_fact(control, e, out);
  if (out.status == ControlStatus::unstated) out.why = "nobody said";
  return out;
}

std::vector<CreditedControl> CreditRater::rate(const Threat& threat, Element subject, std::string_view given) const {
  std::vector<CreditedControl> controls;
  for (const CreditDef& def : threat.def.controls) {
    CreditedControl c = standing(def.control, subject);
    c.lowers = def.lowers;
    c.by = def.by;
    if (def.control == given) c.status = ControlStatus::implemented;
    const int full = full_credit(def.by);
    switch (c.status) {
      case ControlStatus::implemented: c.credit = c.target_credit = full; break;
      case ControlStatus::partial:
        c.credit = full / 2;
        c.target_credit = full;
        c.why += "; partial: half, in full for the target";
        break;
      case ControlStatus::planned:
        c.target_credit = full;
        c.why += "; planned: counts for the target only";
        break;
      default: break;
    }
    controls.push_back(std::move(c));
  }
  // The target is shared out on copies of the reasons, so that only the present's are shown.
  std::vector<CreditedControl> target = controls;
  for (const std::string_view factor : {"likelihood", "impact"}) {
    share_out(controls, *g_.catalog, factor, &CreditedControl::credit);
    share_out(target, *g_.catalog, factor, &CreditedControl::target_credit);
  }
  for (size_t i = 0; i < controls.size(); ++i) controls[i].target_credit = target[i].target_credit;
  std::sort(controls.begin(), controls.end(), [](auto& a, auto& b) { return a.id < b.id; });
  return controls;
}

int lowered(int ticks, const std::vector<CreditedControl>& credits, std::string_view factor, bool target) {
  int sum = 0;
  for (const CreditedControl& c : credits) {
    if (c.lowers == factor) sum += target ? c.target_credit : c.credit;
  }
  return std::min(ticks, std::max(1, ticks - sum));
}

}  // namespace merlon
