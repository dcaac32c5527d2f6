// What a threat can cost, in ticks: by dimension, the worst of those that it affects (9-semantics S5).
#pragma once

#include "graph/core_facts.hpp"
#include "risk/assessment.hpp"

namespace merlon {

class ImpactRater {
 public:
  explicit ImpactRater(const Graph& g);

  Impact rate(const Threat& threat, Element subject);

 private:
  struct Stakes {
    Element stage = kNone;
    int ticks = 0;
    std::string because;
    bool worst_case = false;
    bool fallback_missing = false;
  };
  Impact secrecy(std::string_view dimension, bool inward, Element subject) const;
  void weigh(Element asset, Impact& out) const;
  std::vector<Element> inside(Element boundary) const;
  void undescribed(Impact& out) const;
  Impact money(Element subject) const;
  const Stakes& stakes(Element subject);
  Stakes stakes_of_stage(Element stage) const;
  Tri is_live(Element stage) const;
  void find_live();
  Stakes worst_after(Element subject) const;
  bool surely_before_live(Element subject) const;

  const Graph& g_;
  CoreFacts f_;
  FactId criticality_, decides_about_, fallback_, cost_;
  std::vector<Stakes> live_;                 ///< live stages, worst first, then in document order
  std::vector<uint32_t> live_at_;            ///< by vertex of the flow graph: the first of `live_` at or after it
  std::vector<bool> surely_;                 ///< by vertex: it certainly is, or leads to, a stage that certainly is live
  std::vector<bool> fallback_missing_at_;    ///< the same: some live stage there has no fallback
  std::vector<Stakes> by_vertex_;  ///< the worst live stage at or after each vertex
  std::vector<bool> known_;
};

}  // namespace merlon
