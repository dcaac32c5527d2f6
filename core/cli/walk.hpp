// The walk of `merlon analyze`, from a file to an assessment, for every verb that needs some of it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/house.hpp"
#include "graph/lower.hpp"
#include "risk/assessment.hpp"

namespace merlon {

/// Everything of one run; rooms borrow from each other, so it does not move.
struct Walk {
  Sources sources;
  Diagnostics diagnostics;        ///< of the pipeline file
  Diagnostics house_diagnostics;  ///< of plugins and packs
  House house;
  std::optional<PipelineDoc> doc;
  std::optional<Graph> graph;
  Verdicts verdicts;
  Assessment assessment;
  std::string today;
};

struct WalkOptions {
  unsigned threads = 1;
  std::string today;  ///< given by --today, else empty
};

/// Reads and lowers; nothing when the file is wrong, which `walk.diagnostics` then says.
bool walk_to_graph(Walk& walk, const std::string& file);
/// As far as the assessment.
bool walk_to_assessment(Walk& walk, const std::string& file, const WalkOptions& options);
/// Prints the diagnostics collected so far on standard error.
void tell(const Walk& walk, const Console& console);

/// Opens the house and walks; returns an exit code above 0 when it could not, after telling why.
std::unique_ptr<Walk> start_walk(const Arguments& arguments, const Console& console, int& exit_code);

}  // namespace merlon
