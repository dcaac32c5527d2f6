// What controls take off (9-semantics S6, "at the subject").  The only place where a control lowers anything.
#pragma once

#include "base/name_map.hpp"
#include "risk/assessment.hpp"

namespace merlon {

class CreditRater {
 public:
  explicit CreditRater(const Graph& g);

  /// The threat's controls as they stand at the subject, with the ticks that each takes off.  `given`: a control that
  /// is taken for implemented there.
  std::vector<CreditedControl> rate(const Threat& threat, Element subject, std::string_view given = {}) const;
  /// The statement about a control that counts at an element: its own, else its store's, its boundaries', the
  /// pipeline's; a fact that is also that control counts like a statement.
  CreditedControl standing(const std::string& control, Element e) const;

 private:
  const ControlStatement* statement(const std::string& control, Element e) const;
  const ControlStatement* nearest(const std::string& control, Element e) const;
  /// Where a fact about `e` is known: there, or on the boundary around it.
  Element speaks(FactId fact, Element e) const;
  void consider_fact(const std::string& control, Element e, CreditedControl& out) const;

  const Graph& g_;
  NameMap<std::vector<uint32_t>> by_control_;  ///< statements about each, by element
  std::vector<FactId> satisfying_;  ///< facts that are also a control
};

/// Residual ticks of a factor once `credits` are taken off; at least 1 unless it was less.
int lowered(int ticks, const std::vector<CreditedControl>& credits, std::string_view factor, bool target);

}  // namespace merlon
