// What to do first: controls at places, one after the other, each with what it takes off once those before it stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "risk/assessment.hpp"

namespace merlon {

/// What a control costs, in points: small 1, medium 3, large 9.  Only their proportion counts.
int effort_points(std::string_view effort);

/// One control at one place, or at several that close every way only together.
struct PlanStep {
  std::string control;
  std::vector<Element> places;
  std::vector<ControlStatus> statuses;             ///< how it stands at each of them today
  int effort = 0;                                  ///< points, of all places; at a boundary or the pipeline, of all subjects that it lowers
  int removed = 0;                                 ///< residual score that goes, over all findings
  std::vector<Effect> effects;                     ///< on each finding that it lowers, by rank; `before` has the steps before it
};

struct Plan {
  int before = 0, after = 0;           ///< residual scores of the findings that are open, added up
  int effort = 0;                      ///< points of all steps
  std::vector<PlanStep> steps;
  std::vector<std::string> settled;    ///< findings left out: somebody decided to live with them
  bool whole = true;                   ///< it did not end because of `most_steps`
  std::vector<std::string> above;      ///< findings that are over the target all the same, by rank
};

inline constexpr size_t kMostTogether = 4;

struct PlanOptions {
  std::optional<int> budget;           ///< points of effort at most
  std::optional<Level> target;         ///< stop once no open finding is above it
  size_t most_steps = SIZE_MAX;        ///< stop after so many
};

/// Takes the step that removes most residual score for its effort, again and again, until nothing removes any more.
/// Every effect is computed anew with all steps before it in place, so they add up to `before - after`.
/// Candidates are the places where findings ask for a control (S7), what holds a subject, and for each
/// finding the smallest sets of at most kMostTogether places that close its ways.
/// Shape:  steps in the order in which they are to be taken; ties: more removed, then control, then document order.
/// Units:  scores as in scale.hpp.
/// Errors: none.
/// Source: 9-semantics S6; design 5, "The plan".
Plan make_plan(const Assessment& assessment, const PlanOptions& options);

/// What a report says of the plan.
struct FirstSteps {
  Plan plan;                     ///< its first kFirstSteps
  std::vector<PlanStep> first;   ///< the step that does most against the worst level, then the plan's, three in all;
                                 ///< each with what it does alone, from how things stand today
};
inline constexpr size_t kFirstSteps = 20;
FirstSteps first_steps(const Assessment& assessment);

}  // namespace merlon
