// Which framework entries a cell stands for: those of its threat, of the alternatives that were true, and those whose own
// condition holds at the subject.
#pragma once

#include "engine/verdict.hpp"

namespace merlon {

/// Fills `cites` and `may_cite` of cells that are raised or undecided.  Cells of a threat that no pack brings have none.
void add_cites(const Graph& g, const std::vector<AskedThreat>& asked, std::vector<Cell>& cells);

}  // namespace merlon
