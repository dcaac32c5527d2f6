// Every entry of a framework is accounted for: something of ours cites it, or not-cited.toml says why nothing does.
#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "packc/read.hpp"

namespace merlon {

/// Tells entries that are neither cited nor listed (E0317), and listed ones that are cited, listed twice or not there
/// (E0318).
void account(const std::vector<PackReading>& readings, Diagnostics& diagnostics);

}  // namespace merlon
