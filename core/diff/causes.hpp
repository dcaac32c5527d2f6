// Which edits of a description made a difference: undo them, run again, and see whether it vanishes.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "diff/compare.hpp"
#include "diff/edits.hpp"

namespace merlon {

/// Runs over a description that nobody wrote into a file; nothing when it does not lower.
using Rerun = std::function<std::optional<Standing>(const PipelineDoc&)>;

/// How much was tried.
struct Search {
  size_t runs = 0, most = 0;
  bool stopped = false;  ///< `most` was reached, so causes may be missing
};

/// Fills `because` and `edits` of every difference.
/// Shape:  first each edit is undone alone; a difference that this takes away has that edit as a cause, and it may have
///         several.  Where none does, those that its evidence touches are undone together, then all, and as many are taken
///         back out as can be.
/// Units:  runs; at most `runs_allowed(elements)`.
/// Errors: none; what is not found is `untraced`.
Search find_causes(Comparison& comparison, const PipelineDoc& before, const PipelineDoc& after, const std::vector<Edit>& edits,
                   const Rerun& rerun);

/// Runs that a search may take: fewer for large descriptions, so that a diff ends within minutes on any of them.
size_t runs_allowed(size_t elements);

}  // namespace merlon
