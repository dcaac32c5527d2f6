// What has changed since a baseline, in words.
#pragma once

#include <string>

#include "report/report.hpp"

namespace merlon {

/// `1 new, 2 lost sight of`; empty where nothing has changed.
std::string counts_in_words(const TrendRow& trend);

}  // namespace merlon
