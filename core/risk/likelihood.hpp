// How likely a threat is, in ticks whose every addend is named.
#pragma once

#include <array>
#include <vector>

#include "graph/core_facts.hpp"
#include "graph/evaluator.hpp"
#include "risk/assessment.hpp"

namespace merlon {

/// Base + audience + crossings + own steps (9-semantics S5).  Holds what all findings share: distances by audience.
class LikelihoodRater {
 public:
  explicit LikelihoodRater(const Graph& g);

  Likelihood rate(const Threat& threat, const Cell& cell);

  /// The widest audience that has what the threat needs: at least and at most, and where.  `applies` is false where it
  /// needs no attacker, or the graph can't say.
  struct Range {
    int32_t low = 0, high = 0;
    bool applies = false;
    Element at = kNone;
  };
  Range audience(const Threat& threat, Element subject) const;

 private:
  Range audience_at(const Threat& threat, Element e) const;
  int32_t crossings(int32_t audience, Element subject);
  void own_steps(const Threat& threat, const Cell& cell, Likelihood& out);

  const Graph& g_;
  CoreFacts f_;
  Evaluator evaluator_;
  std::array<std::vector<int32_t>, 6> distance_;
};

}  // namespace merlon
