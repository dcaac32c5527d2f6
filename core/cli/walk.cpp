#include "cli/walk.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/file.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {

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
  walk.verdicts = run(input);
  if (!walk.doc->assumptions.empty()) {
    // Twice (S4): what differs without the assumptions rests on them.
    Diagnostics again;
    const std::optional<Graph> bare = lower(*walk.doc, walk.house.catalog, false, again);
    if (!bare) return false;
    input.graph = &*bare;
    mark_assumed(walk.verdicts, run(input));
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
