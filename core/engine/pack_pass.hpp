// The built-in pass of a pack: evaluates the conditions of its threats on their subjects.
#pragma once

#include "engine/verdict.hpp"

namespace merlon {

/// What one pass says: cells by threat, in the order of the subjects.
struct PackVerdicts {
  struct OfThreat {
    uint32_t threat = 0;                     ///< index into the asked threats
    std::vector<VerdictKind> kinds;
    std::vector<Cell> cells;                 ///< raised and undecided
    std::vector<std::string> reasons;        ///< why subjects were ruled out, each once
    std::vector<uint32_t> because;           ///< of each subject its reason; kNone where it was not ruled out

    uint32_t reason(std::string sentence);
  };
  std::vector<OfThreat> threats;
};

/// Evaluates pack `pack` of the graph's catalog.
PackVerdicts run_pack(const Graph& g, uint32_t pack, const std::vector<AskedThreat>& asked);

/// The evidence in a trace, in its order.
std::vector<Evidence> evidence_of(const Graph& g, const Trace& trace, VerdictKind kind);

}  // namespace merlon
