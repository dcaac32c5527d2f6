#include "cli/walk.hpp"

#include <algorithm>

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "risk/decisions.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {
namespace {

// While plugins run, what they print goes to standard error: the result may be on standard output.
class PluginsPrintElsewhere {
 public:
  PluginsPrintElsewhere() {
    std::fflush(stdout);
    kept_ = ::dup(STDOUT_FILENO);
    if (kept_ >= 0) ::dup2(STDERR_FILENO, STDOUT_FILENO);
  }
  PluginsPrintElsewhere(const PluginsPrintElsewhere&) = delete;
  PluginsPrintElsewhere& operator=(const PluginsPrintElsewhere&) = delete;
  ~PluginsPrintElsewhere() {
    std::fflush(stdout);
    if (kept_ < 0) return;
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
  }

 private:
  int kept_ = -1;
};

// A walk may be taken again; the same failure stands once.
void add_failure(PluginRow& row, const std::string& why) {
  if (std::find(row.failures.begin(), row.failures.end(), why) == row.failures.end()) row.failures.push_back(why);
}

// Plugins that were loaded and failed at their work: said once each, and in the report's list of plugins.
void tell_failures(Walk& walk) {
  for (PluginRow& row : walk.house.rows) {
    if (const auto said = walk.verdicts.said.find(row.id); said != walk.verdicts.said.end()) row.said = said->second;
    if (row.state != "spoke") continue;
    std::vector<std::string> lost;
    for (const NotAnalysed& n : walk.verdicts.not_analysed) {
      if (n.plugin != row.id) continue;
      row.state = n.reason;
      add_failure(row, n.reason);
      lost.push_back(n.threat);
    }
    if (lost.empty()) continue;
    walk.diagnostics.add("E0605", Span{kNoFile, 0, 0, 1}, fmt::format("plugin `{}` failed: {}", row.id, row.state), "",
                         fmt::format("not analysed without it: {}", listed(lost)));
  }
}

std::optional<uint32_t> read_text(Walk& walk, const std::string& file) {
  auto text = read_file(file, TomlLimits{}.bytes);
  const uint32_t source = walk.sources.add(file, text ? std::move(*text) : std::string());
  if (text) return source;
  walk.diagnostics.add("E0604", Span{source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", file, text.error()));
  return std::nullopt;
}

// A name that is there is read or is an error, be it a folder or a link to nothing.
bool is_there(const std::string& file) {
  std::error_code error;
  return std::filesystem::symlink_status(file, error).type() != std::filesystem::file_type::not_found;
}

// The description's own decisions first.
bool read_decisions_beside(Walk& walk) {
  if (!walk.texts.decisions) return true;
  auto decisions = read_decision_file(walk.sources, *walk.texts.decisions, TomlLimits{}, walk.diagnostics);
  if (!decisions) return false;
  if (!walk.doc) return true;
  for (DocDecision& d : *decisions) walk.doc->decisions.push_back(std::move(d));
  return true;
}

void look_at_the_day(Walk& walk, const WalkOptions& options) {
  const auto dated = [](const DocDecision& d) { return !d.until.empty(); };
  const bool needed = std::any_of(walk.doc->decisions.begin(), walk.doc->decisions.end(), dated);
  if (needed && options.today.empty() && walk.clock.empty()) walk.clock = Console::today();
  walk.today = !needed ? "" : options.today.empty() ? walk.clock : options.today;
}

void tell_not_computed(Walk& walk) {
  if (!walk.graph) return;
  for (const NotComputed& n : walk.graph->not_computed) {
    const std::string state = fmt::format("analysis `{}` failed: {}", n.analysis, n.why);
    std::vector<std::string> facts;
    for (const FactId fact : n.facts) facts.push_back(walk.house.catalog.vocabulary.facts[fact].def.id);
    walk.diagnostics.add("E0605", Span{kNoFile, 0, 0, 1}, fmt::format("plugin `{}` failed: {}", n.plugin, state), "",
                         facts.empty() ? "" : fmt::format("unknown without it: {}", listed(facts)));
    for (PluginRow& row : walk.house.rows) {
      if (row.id != n.plugin) continue;
      add_failure(row, state);
      if (row.state == "spoke") row.state = state;
    }
  }
}

bool run_bare(Walk& walk, RunInput& input) {
  Diagnostics again;
  const std::optional<Graph> bare = shape({*walk.doc, walk.house.catalog, false, walk.house.tables, input.selection}, again);
  if (!bare) return false;
  input.graph = &*bare;
  const Verdicts without = run_plugins(input);
  mark_assumed(walk.verdicts, without);
  walk.verdicts.incomplete = walk.verdicts.incomplete || without.incomplete;
  return true;
}

}  // namespace

std::optional<Graph> shape(const GraphInput& input, Diagnostics& diagnostics) {
  const PluginsPrintElsewhere elsewhere;
  return graph_of(input, diagnostics);
}

bool price(Walk& walk, const mrl_pass& scorer, const std::string& plugin, const PassSettings& settings, std::optional<Losses>& losses) {
  const PluginsPrintElsewhere elsewhere;
  LossesReading reading = losses_of(walk.assessment, scorer, scorer.id, settings, walk.diagnostics);
  losses = std::move(reading.losses);
  if (reading.failure.empty()) return !reading.rejected;
  const std::string state = fmt::format("scorer `{}` failed: {}", scorer.id, reading.failure);
  walk.diagnostics.add("E0605", Span{kNoFile, 0, 0, 1}, fmt::format("plugin `{}` failed: {}", plugin, state), "", "the report says nothing of money");
  for (PluginRow& row : walk.house.rows) {
    if (row.id != plugin) continue;
    add_failure(row, state);
    if (row.state == "spoke") row.state = state;
  }
  walk.verdicts.incomplete = true;
  return true;
}

MadeText run_text(const mrl_pass& pass, std::string_view input, const std::map<std::string, std::string>& settings) {
  const PluginsPrintElsewhere elsewhere;
  return run_text_pass(pass, input, settings);
}

Verdicts run_plugins(const RunInput& input) {
  const PluginsPrintElsewhere elsewhere;
  return run(input);
}

std::string decisions_beside(const std::string& file) {
  return (std::filesystem::path(file).parent_path() / "decisions.toml").string();
}

bool read_texts(Walk& walk, const std::string& file) {
  const auto description = read_text(walk, file);
  walk.texts = {description.value_or(0), std::nullopt};
  const std::string beside = decisions_beside(file);
  if (std::filesystem::path(file).filename() == "decisions.toml" || !is_there(beside)) return description.has_value();
  walk.texts.decisions = read_text(walk, beside);
  return description && walk.texts.decisions;
}

bool texts_to_graph(Walk& walk, const WalkOptions& options) {
  walk.graph.reset();
  timed(options.times, "read", [&] { walk.doc = read_pipeline(walk.sources, walk.texts.description, TomlLimits{}, walk.diagnostics); });
  if (!read_decisions_beside(walk) || !walk.doc) return false;
  look_at_the_day(walk, options);
  check_contradictions(*walk.doc, walk.today, walk.sources, walk.diagnostics);
  const bool contradicted = walk.diagnostics.has_errors();
  walk.graph = shape({*walk.doc, walk.house.catalog, !walk.doc->assumptions.empty(), walk.house.tables, options.selection, options.times}, walk.diagnostics);
  tell_not_computed(walk);
  return walk.graph.has_value() && !contradicted;
}

bool graph_to_assessment(Walk& walk, const WalkOptions& options) {
  RunInput input{&*walk.graph, &walk.house.catalog, walk.house.tables, walk.house.silent, options.threads, options.times, options.selection};
  walk.verdicts = run_plugins(input);
  tell_failures(walk);
  if (!walk.doc->assumptions.empty()) {
    // Twice (S4): what differs without the assumptions rests on them.
    bool good = true;
    input.times = nullptr;
    timed(options.times, "without assumptions", [&] { good = run_bare(walk, input); });
    if (!good) return false;
  }
  timed(options.times, "assess", [&] { walk.assessment = assess(*walk.graph, walk.verdicts, {walk.today}); });
  return true;
}

bool walk_to_graph(Walk& walk, const std::string& file, const WalkOptions& options) {
  return read_texts(walk, file) && texts_to_graph(walk, options);
}

bool walk_to_assessment(Walk& walk, const std::string& file, const WalkOptions& options) {
  return walk_to_graph(walk, file, options) && graph_to_assessment(walk, options);
}

void tell(const Walk& walk, const Console& console) {
  for (const Diagnostics* d : {&walk.house_diagnostics, &walk.diagnostics}) {
    if (!d->empty()) console.err(render(walk.sources, *d, console.colour) + "\n");
  }
}

std::unique_ptr<Walk> start_walk(const Arguments& arguments, const Console& console, int& exit_code) {
  auto walk = std::make_unique<Walk>();
  if (open_house(arguments, walk->sources, walk->house_diagnostics, walk->house)) return walk;
  tell(*walk, console);
  exit_code = exit_usage;
  return nullptr;
}

}  // namespace merlon
