// Threats that are effects of others (`follows`): a second round in which an effect is at most what its causes are, at
// its subject or upstream of it (9-semantics S1).
#pragma once

#include "engine/verdict.hpp"

namespace merlon {

/// A cell whose verdict the causes lowered.
struct Lowered {
  uint32_t threat = 0;  ///< index into the asked threats
  size_t row = 0;       ///< index into its subjects
};

/// Lowers the kinds of effects, once all their sources have spoken.  An effect that becomes undecided names what its
/// causes miss; cells of one that becomes ruled out or not analysed are left for the caller to drop.
std::vector<Lowered> apply_follows(const Graph& g, std::vector<AskedThreat>& asked, std::vector<Cell>& cells);

}  // namespace merlon
