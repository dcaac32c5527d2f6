// The rules that a threat database must keep, beyond being readable: 9-semantics S1 and design 3.
#pragma once

#include "catalog/link.hpp"
#include "packc/read.hpp"

namespace merlon {

/// Turns problems found at linking into diagnostics at the entries that have them.  `references` is false where the
/// packs that they lead to are not loaded.
void tell_link_problems(const std::vector<LinkProblem>& problems, const std::vector<PackReading>& readings,
                        bool references, Diagnostics& diagnostics);

/// The same for citations of ids that are called otherwise now: a warning, for they are understood.
void tell_stale(const std::vector<LinkProblem>& stale, const std::vector<PackReading>& readings, Diagnostics& diagnostics);

/// Every threat has a source, a citation, a control and tests of both halves; no two share a reason; every control is
/// used.  `analyzers`: threats that an analyzer covers.
void lint(const std::vector<PackReading>& readings, const std::vector<std::string>& analyzers, Diagnostics& diagnostics);

/// Every derived fact of these packs is defined or published.  `published`: what analyses of loaded plugins give.
void lint_derived(const std::vector<PackReading>& readings, const std::vector<std::string>& published, Diagnostics& diagnostics);

}  // namespace merlon
