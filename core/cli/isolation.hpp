// `--isolate`: which plugins run in processes of their own, and how far they may go.
#pragma once

#include "base/diagnostic.hpp"
#include "cli/house.hpp"
#include "cli/verb.hpp"
#include "plugin/apart.hpp"

namespace merlon {

/// Of `--isolate ID`, `--isolate all` and `--isolate 'ID<seconds=10;memory=512>'`.
/// Errors: E0801, E0804, on `diagnostics`, all of them, and nothing.
std::optional<Isolation> read_isolation(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics);

/// Whether each name is of a plugin that was loaded, or should have been.  Errors: E0810.
bool names_are_known(const Isolation& isolation, const House& house, Diagnostics& diagnostics);

}  // namespace merlon
