// The rules that a threat database must keep, beyond being readable: 9-semantics S1 and design 3.
#pragma once

#include "catalog/link.hpp"
#include "packc/read.hpp"

namespace merlon {

/// Turns problems found at linking into diagnostics at the entries that have them.
void tell_link_problems(const std::vector<LinkProblem>& problems, const std::vector<PackReading>& readings,
                        bool references, Diagnostics& diagnostics);

/// Every threat has a source, a citation, a control and tests of both halves; no two share a reason; every control is
/// used.  `analyzers`: threats that an analyzer covers.
void lint(const std::vector<PackReading>& readings, const std::vector<std::string>& analyzers, Diagnostics& diagnostics);

}  // namespace merlon
