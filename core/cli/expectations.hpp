// Expected verdicts against those that were given: what `catalog test` and `plugin test` have in common.
#pragma once

#include <string>

#include "engine/run.hpp"
#include "graph/graph.hpp"

namespace merlon {

/// Empty when the verdict on `threat` at the element called `subject` is `wanted`; else what it is instead, and why.
std::string unmet(const Graph& graph, const Verdicts& verdicts, const std::string& threat, const std::string& subject, VerdictKind wanted);

/// `3 expectations hold, 1 fails`
std::string tally(size_t passed, size_t failed);

}  // namespace merlon
