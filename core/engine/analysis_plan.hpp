// What a run computes for its passes: the closure of what they need.
#pragma once

#include <merlon/abi.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis.hpp"

namespace merlon {

/// The words of a list of abi.h, which ends with null and may be null.
std::vector<std::string_view> words_of(const char* const* list);

/// The built-in analyses that passes need, each after those that it needs itself.
std::vector<const Analysis*> analyses_for(const std::vector<const mrl_pass*>& passes);

bool is_analysis(std::string_view id);

/// Why a pass can't run: it needs an analysis that does not exist, or one of a plugin that could not be computed.
/// Empty when it can.
std::string unmet_need(const mrl_pass& pass, const std::vector<const mrl_plugin*>& plugins, const Graph& g);

}  // namespace merlon
