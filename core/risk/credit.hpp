// What controls take off (9-semantics S6).  The only place where a control lowers anything.
#pragma once

#include "risk/cover.hpp"

namespace merlon {

/// Ticks off one factor: by all that counts, and by what stands at the subject alone.
struct TakenOff {
  int all = 0, here = 0;
};

class CreditRater {
 public:
  explicit CreditRater(const Graph& g) : g_(g), stated_(g), cover_(g, stated_) {}

  /// The threat's controls as they stand at the subject or on every way into it (out of it, when the threat travels
  /// outward), with the ticks that each takes off.
  std::vector<CreditedControl> rate(const Threat& threat, Element subject);
  /// What a finding comes to with the controls as they stand now; the same as from `rate`, without the words.
  Score residual(const Rated& finding);
  /// How a control counts for a finding at its subject, and with the ways.
  std::pair<ControlStatus, ControlStatus> counts(const std::string& control, const Threat& threat, Element subject);

  const StatedControls& stated() const { return stated_; }
  const Ways& ways() const { return cover_.ways(); }
  /// From now on the control is taken for implemented at the place; until it is taken back, the last one first.
  void give(const std::string& control, Element place);
  void take_back(const std::string& control);

 private:
  void tell_cut(const Threat& threat, Element subject, CreditedControl& c);

  const Graph& g_;
  StatedControls stated_;
  Cover cover_;
};

/// What is left of a likelihood: for who comes from outside, and for who is inside already, whom nothing stops that stands
/// elsewhere; the greater.  At least 1 unless it was less.
int lowered(const Likelihood& likelihood, const TakenOff& off);
/// Likewise of an impact.
int lowered(const Impact& impact, const TakenOff& off);
/// What the credits take off a factor, now or once everything begun or planned stands.
TakenOff taken_off(const std::vector<CreditedControl>& credits, std::string_view factor, bool target);

}  // namespace merlon
