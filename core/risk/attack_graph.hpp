// The attack graph: which finding an attacker can go on to from which, and whom nothing stops.
#pragma once

#include <vector>

#include "graph/analyses/attack_paths.hpp"
#include "risk/assessment.hpp"

namespace merlon {

class LikelihoodRater;

/// Steps are raised findings whose threats give an attacker something, and undecided ones where `possible`.
class AttackGraph {
 public:
  struct Step {
    const Rated* rated = nullptr;
    bool from_outside = false;   ///< outsiders have what it needs (where `possible`: or may have)
    bool late = false;           ///< outsiders do another step, no less likely, that gives what it builds on: told with that one
    bool held = false;           ///< a strong control against it stands in full
    std::vector<uint32_t> next;    ///< steps that it opens, ascending
    std::vector<uint32_t> before;  ///< steps that open it, ascending
  };

  AttackGraph(const Assessment& assessment, const LikelihoodRater& rater, bool possible);

  const std::vector<Step>& steps() const { return steps_; }

  /// How an attacker best gets to a step.
  struct Reach {
    int likelihood = -1;        ///< of the least likely step on the way, the best that there is; -1: not reached
    uint32_t length = 0;        ///< steps on the way
    uint32_t before = kNone;    ///< the step before it; kNone at the first
  };
  /// Shape:  one for each step, of chains of steps that begin outside and of which none is stopped.
  /// Units:  residual ticks; of equal chains one that does not begin late, then with fewer steps, then with worse findings.
  /// Errors: none.
  /// Source: 5-risk.md: a story is as likely as its least likely step.
  std::vector<Reach> reach(const std::vector<bool>& stopped) const;
  /// Of the steps that are reached those that go on nowhere; of steps that open each other in a circle, and nothing else,
  /// the one with the worst finding.
  std::vector<uint32_t> ends(const std::vector<Reach>& reach) const;
  /// The first steps of all such chains to a step, by rank.
  std::vector<uint32_t> beginnings(uint32_t goal, const std::vector<bool>& stopped) const;

 private:
  void take(const Assessment& assessment, const std::vector<Rated>& list);
  std::vector<Element> holds(const Rated& r, uint32_t outcome) const;
  void open_by_outcome();
  void open_by_capability();
  void join();

  const Graph& g_;
  const Vocabulary& v_;
  std::vector<Step> steps_;
  std::vector<std::vector<uint32_t>> at_;        // by element: steps whose subject it is (of a flow: where it ends)
  std::vector<std::vector<uint32_t>> begun_at_;  // the same, of a flow: where it begins
};

/// Whether a control of this strength holds a step that it stands against in full.
inline bool holds_a_step(const std::string& lowers, const std::string& by) { return lowers == "likelihood" && by == "strong"; }

}  // namespace merlon
