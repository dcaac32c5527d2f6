#include "cli/walk.hpp"

#include <algorithm>

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/text.hpp"
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

Verdicts run_plugins(const RunInput& input) {
  const PluginsPrintElsewhere elsewhere;
  return run(input);
}

// Plugins that were loaded and failed at their work: said once each, and in the report's list of plugins.
void tell_failures(Walk& walk) {
  for (PluginRow& row : walk.house.rows) {
    if (row.state != "spoke") continue;
    std::vector<std::string> lost;
    for (const NotAnalysed& n : walk.verdicts.not_analysed) {
      if (n.plugin != row.id) continue;
      row.state = n.reason;
      lost.push_back(n.threat);
    }
    if (lost.empty()) continue;
    walk.diagnostics.add("E0605", Span{kNoFile, 0, 0, 1}, fmt::format("plugin `{}` failed: {}", row.id, row.state), "",
                         fmt::format("not analysed without it: {}", listed(lost)));
  }
}

}  // namespace

bool walk_to_graph(Walk& walk, const std::string& file) {
  const TomlLimits limits;
  auto text = read_file(file, limits.bytes);
  const uint32_t source = walk.sources.add(file, text ? std::move(*text) : std::string());
  if (!text) {
    walk.diagnostics.add("E0604", Span{source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", file, text.error()));
    return false;
  }
  walk.doc = read_pipeline(walk.sources, source, limits, walk.diagnostics);
  if (!walk.doc) return false;
  walk.graph = lower(*walk.doc, walk.house.catalog, !walk.doc->assumptions.empty(), walk.diagnostics);
  return walk.graph.has_value();
}

bool walk_to_assessment(Walk& walk, const std::string& file, const WalkOptions& options) {
  if (!walk_to_graph(walk, file)) return false;
  RunInput input{&*walk.graph, &walk.house.catalog, walk.house.tables, walk.house.silent, options.threads};
  walk.verdicts = run_plugins(input);
  tell_failures(walk);
  if (!walk.doc->assumptions.empty()) {
    // Twice (S4): what differs without the assumptions rests on them.
    Diagnostics again;
    const std::optional<Graph> bare = lower(*walk.doc, walk.house.catalog, false, again);
    if (!bare) return false;
    input.graph = &*bare;
    mark_assumed(walk.verdicts, run_plugins(input));
  }
  const auto dated = [](const DocDecision& d) { return !d.until.empty(); };
  if (std::any_of(walk.doc->decisions.begin(), walk.doc->decisions.end(), dated)) {
    walk.today = options.today.empty() ? Console::today() : options.today;
  }
  walk.assessment = assess(*walk.graph, walk.verdicts, {walk.today});
  return true;
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
