// One side of a comparison: a description, which is run over, or a result that was written earlier.
#pragma once

#include <optional>
#include <string>

#include "cli/walk.hpp"
#include "diff/diff.hpp"

namespace merlon {

struct Side {
  Standing standing;
  std::optional<PipelineDoc> doc;  ///< of a description
};

/// Reads a description or a result; nothing when it is wrong, which `walk.diagnostics` then says.
std::optional<Side> read_side(Walk& walk, const std::string& file, const WalkOptions& options);

/// The standing of the run that `walk` made last.
Standing standing_of(const Walk& walk);

/// Runs over descriptions that are changed in memory, with the plugins of `walk`.
Rerun rerun_of(const Walk& walk, const WalkOptions& options, const std::string& today);

}  // namespace merlon
