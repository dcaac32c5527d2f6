// The walk of `merlon analyze`, from a file to an assessment, for every verb that needs some of it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/house.hpp"
#include "engine/text_pass.hpp"
#include "engine/publish.hpp"
#include "risk/assessment.hpp"
#include "risk/scorer.hpp"

namespace merlon {

/// What is read: the description and, where there is one beside it, `decisions.toml`; by number in Walk::sources.
struct Texts {
  uint32_t description = 0;
  std::optional<uint32_t> decisions;
};

/// Everything of one run; rooms borrow from each other, so it does not move.
struct Walk {
  Sources sources;
  Diagnostics diagnostics;        ///< of the pipeline file
  Diagnostics house_diagnostics;  ///< of plugins and packs
  House house;
  Texts texts;
  std::optional<PipelineDoc> doc;
  std::optional<Graph> graph;
  Verdicts verdicts;
  Assessment assessment;
  std::string today;  ///< on which the decisions of the last run are held against their `until`; empty when none has one
  std::string passes = std::string(kEveryPass);  ///< the list of passes, as text
  std::string clock;  ///< the day as it was read, once; empty when nobody needed it
};

struct WalkOptions {
  unsigned threads = 1;
  std::string today;  ///< given by --today, else empty
  PassTimes* times = nullptr;  ///< where somebody asks what each pass takes
  const Selection* selection = nullptr;  ///< null: everything is asked
};

/// `decisions.toml` in the folder of a description.
std::string decisions_beside(const std::string& file);

// The walk in three parts, for those who change texts between them; each is false when something is wrong, which
// `walk.diagnostics` then says, and starts anew when it is called again.
bool read_texts(Walk& walk, const std::string& file);
bool texts_to_graph(Walk& walk, const WalkOptions& options);
bool graph_to_assessment(Walk& walk, const WalkOptions& options);

/// Reads and lowers.
bool walk_to_graph(Walk& walk, const std::string& file, const WalkOptions& options = {});

/// `--jobs` and `--today`.
std::vector<OptionSpec> walk_options();
/// False when one of them is wrong, which is then told.
bool read_walk_options(const Arguments& arguments, WalkOptions& options, const Console& console);
/// As far as the assessment.
bool walk_to_assessment(Walk& walk, const std::string& file, const WalkOptions& options);
/// The graph with what plugins publish, and a run; what they print meanwhile goes to standard error.
std::optional<Graph> shape(const GraphInput& input, Diagnostics& diagnostics);
Verdicts run_plugins(const RunInput& input);
/// A scorer; what it prints goes to standard error too.  One that fails makes the run incomplete, which is then said.
/// False when the description lacks what it needs, which `walk.diagnostics` then says.
bool price(Walk& walk, const mrl_pass& scorer, const std::string& plugin, const PassSettings& settings, std::optional<Losses>& losses);
/// An importer or emitter; what it prints goes to standard error too.
MadeText run_text(const mrl_pass& pass, std::string_view input, const std::map<std::string, std::string>& settings);
/// Prints the diagnostics collected so far on standard error.
void tell(const Walk& walk, const Console& console);

/// Opens the house and walks; returns an exit code above 0 when it could not, after telling why.
std::unique_ptr<Walk> start_walk(const Arguments& arguments, const Console& console, int& exit_code);

}  // namespace merlon
