// Laws that compare two runs: what is decided stays decided when more is known, and less known or
// less protected never costs less.
#pragma once

#include <string>
#include <vector>

#include "world.hpp"

namespace laws {

/// `what` names the fact, threat or condition that broke a law; `detail` is for people.
struct Violation {
  std::string what, detail;
};
using Violations = std::vector<Violation>;

/// Whether `full` says nothing else than `thin`, only more.  What is stated and overrules something that was known, by
/// default or from the graph, is no completion.
bool is_completion(const World& thin, const World& full, const Change& change);
/// What is known in `thin` is the same in `full`: facts, random conditions, verdicts.
Violations kept(const House& house, const World& thin, const World& full);
/// What is raised or undecided in both is rated no lower in `thin`.
Violations rated_no_lower(const World& thin, const World& full);

/// Whether no control stands worse anywhere in `after`.
bool is_better_protected(const World& before, const World& after, const Change& change);
/// No score is higher in `after`, no verdict another.
Violations rated_no_higher(const World& before, const World& after);
/// target <= residual <= inherent.
Violations in_order(const World& world);

}  // namespace laws
