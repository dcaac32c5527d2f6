// `--isolate`: which plugins run in processes of their own, and how far they may go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "cli/verb.hpp"
#include "plugin/apart.hpp"

namespace merlon {

/// Of `--isolate ID`, `--isolate all` and `--isolate 'ID<seconds=10;memory=512>'`.  `ids`: plugins that there are; it is asked
/// before one is loaded, since a name that is written wrongly would let its plugin in.
/// Errors: E0801, E0804, E0810, on `diagnostics`, all of them, and nothing.
std::optional<Isolation> read_isolation(const Arguments& arguments, const std::vector<std::string>& ids, Sources& sources, Diagnostics& diagnostics);

}  // namespace merlon
