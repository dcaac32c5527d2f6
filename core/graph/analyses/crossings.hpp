// How many boundaries into higher trust lie between an attacker's place and an element.
#pragma once

#include <vector>

#include "graph/derive.hpp"

namespace merlon {

inline constexpr int32_t kUnreached = INT32_MAX;

/// Fewest crossings into higher trust on any way from one of `sources` to each vertex of the flow graph; kUnreached
/// where there is none.  A lower bound: over flows that are possible, a place whose trust is unknown is not counted as
/// higher.  `certain`: an upper bound, over flows that are certain, where such a place is counted as higher.
std::vector<int32_t> fewest_crossings(const Graph& g, const CoreFacts& f, const std::vector<uint32_t>& sources,
                                      bool certain);

}  // namespace merlon
