// Which findings a decision speaks of, whether it still holds, and which of several counts.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {

/// True when the `finding` of a decision names a finding; `*` stands for a whole part: `*@score`, `model-extraction@*`.
bool names(std::string_view pattern, std::string_view finding);

/// The more exact one counts: a finding 2, a threat everywhere 1, everything at one place 0.
int exactness(std::string_view pattern);

/// True when the last day of a decision is before `today` (ISO date; empty: nobody asked which day it is).
bool is_over(const DocDecision& decision, std::string_view today);

/// Two decisions that hold, name the same and treat it differently: nobody could tell which was meant.
/// Errors: E0233, with both places.
void check_contradictions(const PipelineDoc& doc, std::string_view today, const Sources& sources, Diagnostics& diagnostics);

}  // namespace merlon
