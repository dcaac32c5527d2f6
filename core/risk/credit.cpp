#include "risk/credit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "risk/share.hpp"

namespace merlon {
namespace {

int full_credit(std::string_view by) { return by == "strong" ? 5 : by == "moderate" ? 3 : 1; }

// What a control of this status is worth now, and once everything begun or planned stands.
int now(ControlStatus status, std::string_view by) {
  return status == ControlStatus::implemented ? full_credit(by) : status == ControlStatus::partial ? full_credit(by) / 2 : 0;
}
int then(ControlStatus status, std::string_view by) { return rank(status) > 0 ? full_credit(by) : 0; }

std::string told(const Share& share) {
  switch (share.why) {
    case Share::Why::same_family: return fmt::format("; `{}` of the same family counts already", share.family);
    case Share::Why::second: return "; second on this factor: half";
    case Share::Why::later: return "; third or later on this factor: a quarter";
    default: return {};
  }
}

Ways::Direction direction(const Threat& threat) {
  return threat.def.travels == "inward" ? Ways::Direction::in : Ways::Direction::out;
}

}  // namespace

void CreditRater::give(const std::string& control, Element place) {
  stated_.give(control, place);
  cover_.given(control, place);
}

void CreditRater::take_back(const std::string& control) {
  stated_.take_back(control);
  cover_.taken_back(control);
}

// What stands on every way counts where that is worth more than what stands at the subject.
std::pair<ControlStatus, ControlStatus> CreditRater::counts(const std::string& control, const Threat& threat, Element subject) {
  const ControlStatus here = stated_.status(control, subject);
  if (here == ControlStatus::implemented || threat.def.travels == "local") return {here, here};
  const ControlStatus ways = cover_.cut(control, direction(threat), subject).status;
  return {here, rank(ways) > rank(here) ? ways : here};
}

Score CreditRater::residual(const Rated& finding) {
  std::vector<Share> all, here;
  for (const CreditDef& def : finding.threat->def.controls) {
    const auto [stands_here, counted] = counts(def.control, *finding.threat, finding.cell->subject);
    const Share share{def.lowers == "likelihood", g_.catalog->control(def.control)->family, 0, {}};
    all.push_back(share), here.push_back(share);
    all.back().ticks = now(counted, def.by), here.back().ticks = now(stands_here, def.by);
  }
  share_out(all);
  share_out(here);
  TakenOff likelihood, impact;
  for (size_t i = 0; i < all.size(); ++i) {
    TakenOff& off = all[i].on_likelihood ? likelihood : impact;
    off.all += all[i].ticks, off.here += here[i].ticks;
  }
  return score_of(lowered(finding.likelihood, likelihood), lowered(finding.impact, impact));
}

std::vector<CreditedControl> CreditRater::rate(const Threat& threat, Element subject) {
  struct Column {
    int CreditedControl::* ticks;
    std::vector<Share> shares;
  };
  Column columns[] = {{&CreditedControl::credit, {}}, {&CreditedControl::target_credit, {}}, {&CreditedControl::here, {}}, {&CreditedControl::target_here, {}}};
  std::vector<CreditedControl> controls;
  for (const CreditDef& def : threat.def.controls) {
    CreditedControl c = stated_.tell(def.control, subject);
    c.lowers = def.lowers;
    c.by = def.by;
    const auto [here, counted] = counts(def.control, threat, subject);
    const int ticks[] = {now(counted, def.by), then(counted, def.by), now(here, def.by), then(here, def.by)};
    for (size_t i = 0; i < std::size(columns); ++i) {
      columns[i].shares.push_back({def.lowers == "likelihood", g_.catalog->control(def.control)->family, ticks[i], {}});
    }
    if (rank(counted) > rank(here)) tell_cut(threat, subject, c);
    controls.push_back(std::move(c));
  }
  for (Column& column : columns) {
    share_out(column.shares);
    for (size_t i = 0; i < controls.size(); ++i) controls[i].*column.ticks = column.shares[i].ticks;
  }
  // Only the reasons of the present are shown.
  for (size_t i = 0; i < controls.size(); ++i) controls[i].why += told(columns[0].shares[i]);
  std::sort(controls.begin(), controls.end(), [](auto& a, auto& b) { return a.id < b.id; });
  return controls;
}

// The places on the ways are what counts, not what stands at the subject.
void CreditRater::tell_cut(const Threat& threat, Element subject, CreditedControl& c) {
  const Cover::Cut cut = cover_.cut(c.id, direction(threat), subject);
  c.status = cut.status;
  c.cuts = *cut.places;
  c.place = c.cuts.front();
  c.span = g_.span(c.place);
  if (const ControlStatement* s = stated_.nearest(c.id, c.place).second) {
    c.span = s->span;
    c.evidence = s->evidence;
    c.gap = s->gap.empty() ? s->reason : s->gap;
  }
  std::string names;
  for (const Element e : c.cuts) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", g_.ids[e]);
  c.why = fmt::format("every way {} it passes {}", threat.def.travels == "inward" ? "into" : "out of", names);
}

TakenOff taken_off(const std::vector<CreditedControl>& credits, std::string_view factor, bool target) {
  TakenOff off;
  for (const CreditedControl& c : credits) {
    if (c.lowers != factor) continue;
    off.all += target ? c.target_credit : c.credit;
    off.here += target ? c.target_here : c.here;
  }
  return off;
}

int lowered(const Likelihood& likelihood, const TakenOff& off) {
  return std::min(likelihood.value, std::max({1, likelihood.value - off.all, likelihood.inside - off.here}));
}

int lowered(const Impact& impact, const TakenOff& off) { return std::min(impact.value, std::max(1, impact.value - off.all)); }

}  // namespace merlon
