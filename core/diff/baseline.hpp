// The gate that lets pass what was there before: only new risk stops.
#pragma once

#include <string>
#include <vector>

#include "diff/compare.hpp"

namespace merlon {

/// What stops at a gate against a baseline.
/// Shape:  those at `level` or over that no decision covers now and that are new, newly undecided, lost sight of, of a
///         higher score than before, or whose decision no longer holds.
/// Units:  `level` of the residual or potential now; of what nobody analyses or asks any more, of the score before.
///         `raised_only` lets undecided verdicts pass, but not those that the baseline had as findings; and what was
///         undecided in the baseline is new to such a gate once it is raised.
/// Errors: none.
/// Source: 5-risk.md.  Law: taking a fact away stops at least as much (tests/laws).
std::vector<const Difference*> stopped_by_baseline(const Comparison& comparison, Level level, bool raised_only);

/// Why it stops: `new`, `was low 30`, `was raised, undecided now`, ...
std::string reason_to_stop(const Difference& difference);

}  // namespace merlon
