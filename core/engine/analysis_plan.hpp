// What a run computes for its passes: the closure of what they need.
#pragma once

#include <merlon/abi.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis.hpp"

namespace merlon {

/// The analyses that passes need, each after those that it needs itself.
struct AnalysisPlan {
  std::vector<const Analysis*> order;
  std::vector<std::string_view> cycle;    ///< analyses that need each other; empty when none do
  std::vector<std::string_view> unknown;  ///< needed and not there
};

AnalysisPlan analyses_for(const std::vector<const mrl_pass*>& passes);

bool is_analysis(std::string_view id);

/// Why a pass can't run: it needs an analysis that does not exist.  Empty when it can.
std::string needs_what_nobody_has(const mrl_pass& pass);

}  // namespace merlon
