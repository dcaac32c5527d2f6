// Facts that analyses of plugins derive, before anybody asks for verdicts.
#pragma once

#include <merlon/abi.h>

#include <optional>
#include <vector>

#include "base/diagnostic.hpp"
#include "engine/pass_times.hpp"
#include "engine/selection.hpp"
#include "graph/lower.hpp"

namespace merlon {

/// The analyses among the passes of plugins, with their plugins, by id.
std::vector<std::pair<const mrl_pass*, const mrl_plugin*>> plugin_analyses(const std::vector<const mrl_plugin*>& plugins);

/// Those, and the built-in ones that they need, in the order in which they run: ids.
std::vector<std::string_view> order_of_analyses(const std::vector<const mrl_plugin*>& plugins);

/// Analyses, built in or of plugins, that need each other: a text such as `a/1 -> b/1 -> a/1`, or empty.
std::string cycle_of_needs(const std::vector<const mrl_plugin*>& plugins);

/// Lowers, and takes over what analyses publish.  One that fails is in Graph::not_computed, and its facts stay unknown.
struct GraphInput {
  const PipelineDoc& doc;
  const Catalog& catalog;
  bool with_assumptions = false;
  const std::vector<const mrl_plugin*>& plugins;
  const Selection* selection = nullptr;  ///< null: every option has its default
  PassTimes* times = nullptr;            ///< where somebody asks for them
};
std::optional<Graph> graph_of(const GraphInput& input, Diagnostics& diagnostics);

}  // namespace merlon
