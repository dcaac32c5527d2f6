// One description, analysed: its report, and what else a gate and `--strict` want to know of it.
#pragma once

#include <optional>
#include <string>

#include "cli/passes.hpp"
#include "cli/sides.hpp"
#include "report/report.hpp"

namespace merlon {

struct AnalysisRequest {
  std::string file, baseline;  ///< no baseline: empty
  bool strict = false;
  WalkOptions options;
};

struct Analysis {
  std::string strict;            ///< what `--strict` says of the description's own decisions; empty when all hold
  std::optional<Report> report;  ///< nothing when the description is wrong
  size_t threats = 0;            ///< that were asked
  std::optional<Standing> now;   ///< with a baseline
  std::optional<Side> before;    ///< nothing when the baseline is wrong
};

/// The description first and the baseline after it, both in any case: all that is wrong is told in one run, on
/// `walk.diagnostics`.
Analysis analyse(Walk& walk, const AnalysisRequest& request, const Passes& passes);

/// The findings and verdicts that changed between two runs, counted.
TrendRow trend_of(const Comparison& comparison, const Standing& before);

}  // namespace merlon
