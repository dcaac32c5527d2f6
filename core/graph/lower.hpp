// `PipelineDoc` + vocabulary -> `Graph`: ids resolved, every mistake reported in one run, then immutable.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"
#include "graph/graph.hpp"

namespace merlon {

/// The graph of `doc`; nothing when there are errors, all of which are then in `diagnostics`.
/// `with_assumptions`: unknown facts are filled from `[assume]` (9-semantics S4).
/// The graph borrows `doc` and `catalog`, which must outlive it.
std::optional<Graph> lower(const PipelineDoc& doc, const Catalog& catalog, bool with_assumptions,
                           Diagnostics& diagnostics);

}  // namespace merlon
