// Graph + catalog + plugins -> verdicts.  Analyses are computed once, then passes run in parallel; the outcome does
// not depend on how many threads there are.
#pragma once

#include <string>
#include <vector>

#include "engine/pass_times.hpp"
#include "engine/selection.hpp"
#include "engine/verdict.hpp"
#include "plugin/loader.hpp"

namespace merlon {

/// A plugin that should have spoken and can't: refused, missing, or a pack that is broken.
struct SilentPlugin {
  std::string plugin, reason;
  std::vector<ThreatScope> threats;  ///< its own, as far as anybody knows them
  std::vector<std::string> covers;   ///< others' threats that its passes decide
};

struct RunInput {
  const Graph* graph = nullptr;
  const Catalog* catalog = nullptr;
  std::vector<const mrl_plugin*> plugins;  ///< loaded, by id
  std::vector<SilentPlugin> silent;
  unsigned threads = 1;
  PassTimes* times = nullptr;              ///< where somebody asks for them: analyses, packs, then analyzers, by id
  const Selection* selection = nullptr;    ///< null: everything is asked, and every option has its default
};

Verdicts run(const RunInput& input);

/// Marks the cells that the assumptions decide: those whose kind differs from what `without` says.
void mark_assumed(Verdicts& with, const Verdicts& without);

/// Message of a `[[raise]]` with its names filled in.
std::string fill_message(const std::string& message, const Graph& g, Element subject, const Trace& trace);

}  // namespace merlon
