#include "risk/stated_controls.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon {

int rank(ControlStatus status) {
  switch (status) {
    case ControlStatus::implemented: return 3;
    case ControlStatus::partial: return 2;
    case ControlStatus::planned: return 1;
    default: return 0;
  }
}

StatedControls::StatedControls(const Graph& g) : g_(g) {
  for (uint32_t i = 0; i < g.controls.size(); ++i) by_control_[g.controls[i].id].push_back(i);
  for (auto& [control, list] : by_control_) {
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) { return g.controls[a].on < g.controls[b].on; });
  }
  for (FactId f = 0; f < g.catalog->vocabulary.facts.size(); ++f) {
    const std::string& control = g.catalog->vocabulary.facts[f].def.satisfies;
    if (!control.empty()) facts_[control].push_back(f);
  }
}

const ControlStatement* StatedControls::statement(const std::string& control, Element e) const {
  const auto it = by_control_.find(control);
  if (it == by_control_.end()) return nullptr;
  const auto at = std::lower_bound(it->second.begin(), it->second.end(), e, [&](uint32_t i, Element on) { return g_.controls[i].on < on; });
  return at != it->second.end() && g_.controls[*at].on == e ? &g_.controls[*at] : nullptr;
}

std::pair<Element, const ControlStatement*> StatedControls::nearest(const std::string& control, Element e) const {
  std::pair<Element, const ControlStatement*> found{kNone, nullptr};
  if (!by_control_.contains(control) && !given_.contains(control)) return found;
  around(e, [&](Element at) {
    if (is_given(control, at)) {
      found = {at, nullptr};
    } else if (const ControlStatement* s = statement(control, at)) {
      found = {at, s};
    }
    return found.first != kNone;
  });
  return found;
}

bool StatedControls::stands_around(Element place, Element e) const {
  bool found = false;
  around(e, [&](Element at) { return found = at == place; });
  return found;
}

bool StatedControls::is_given(const std::string& control, Element place) const {
  const auto it = given_.find(control);
  return it != given_.end() && std::find(it->second.begin(), it->second.end(), place) != it->second.end();
}

void StatedControls::take_back(const std::string& control) {
  const auto it = given_.find(control);
  it->second.pop_back();
  if (it->second.empty()) given_.erase(it);
}

bool StatedControls::anywhere(const std::string& control) const {
  return by_control_.contains(control) || given_.contains(control) || facts_.contains(control);
}

Element StatedControls::speaks(FactId fact, Element e) const {
  if (g_.facts.known(fact, e)) return e;
  const Element around = g_.boundary[e];
  return around != kNone && g_.facts.known(fact, around) ? around : kNone;
}

StatedControls::Said StatedControls::said(const std::string& control, Element e, ControlStatus known) const {
  Said best;
  const auto of_control = facts_.find(control);
  if (of_control == facts_.end()) return best;
  for (const FactId fact : of_control->second) {
    const Fact& f = g_.catalog->vocabulary.facts[fact];
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
    if (known != ControlStatus::unstated && rank(status) <= rank(known)) continue;
    known = status;
    best = {status, fact, at};
  }
  return best;
}

ControlStatus StatedControls::status(const std::string& control, Element e) const {
  const auto [place, stated] = nearest(control, e);
  const ControlStatus known = stated != nullptr ? stated->status : place != kNone ? ControlStatus::implemented : ControlStatus::unstated;
  const Said fact = said(control, e, known);
  return fact.fact == kNone ? known : fact.status;
}

CreditedControl StatedControls::tell(const std::string& control, Element e) const {
  CreditedControl out;
  out.id = control;
  const auto [place, stated] = nearest(control, e);
  if (stated != nullptr) {
    out.status = stated->status;
    out.place = stated->on;
    out.span = stated->span;
    out.evidence = stated->evidence;
    out.gap = stated->gap.empty() ? stated->reason : stated->gap;
    out.why = stated->on == e ? "stated here" : fmt::format("stated on `{}`", g_.ids[stated->on]);
  } else if (place != kNone) {
    out.status = ControlStatus::implemented;
    out.place = place;
    out.span = g_.span(place);
    out.why = "taken for implemented";
  }
  if (const Said fact = said(control, e, out.status); fact.fact != kNone) {
    const FactSource source = g_.source(fact.fact, fact.at);
    out.status = fact.status;
    out.place = source.from == kNone ? fact.at : source.from;
    out.span = source.entry == nullptr ? g_.span(fact.at) : source.entry->value.span;
    out.why = fmt::format("`{} = {}` says so", g_.catalog->vocabulary.facts[fact.fact].def.id, g_.facts.text(fact.fact, fact.at));
  }
  if (out.status == ControlStatus::unstated) out.why = "nobody said";
  return out;
}

}  // namespace merlon
