// Runs one analyzer of a plugin: lends it the graph, takes its verdicts, checks every one of them.
#pragma once

#include <merlon/abi.h>

#include <string>
#include <vector>

#include "engine/selection.hpp"
#include "engine/verdict.hpp"
#include "engine/views.hpp"

namespace merlon {

/// What an analyzer said.  When `failure` is not empty nothing else of it is used (9-semantics S1).
struct AnalyzerVerdicts {
  struct One {
    uint32_t threat = 0;     ///< index into the asked threats
    Element subject = kNone;
    VerdictKind kind = VerdictKind::ruled_out;
    std::string reason;
    std::vector<Evidence> evidence;
  };
  std::string pass;
  std::vector<One> verdicts;  ///< by threat, then subject
  std::string failure;
};

/// The cells that a pass must decide: covered threat (index into asked) and its subjects, narrowed by the pass.
struct PassCells {
  uint32_t threat = 0;
  std::vector<Element> subjects;
};
std::vector<PassCells> cells_of(const mrl_pass& pass, const Graph& g, const std::vector<AskedThreat>& asked);

struct AnalyzerInput {
  const mrl_pass& pass;
  const Graph& graph;
  const Views& views;
  const std::vector<AskedThreat>& asked;
  const Selection* selection = nullptr;  ///< null: nothing is left out, and every option has its default
  std::string unmet;                     ///< why it can't run, or empty
  const mrl_host* host = nullptr;        ///< null: the host as it is
};

/// The functions that passes which see the graph may call.
const mrl_host& host_functions();

AnalyzerVerdicts run_analyzer(const AnalyzerInput& input);

}  // namespace merlon
