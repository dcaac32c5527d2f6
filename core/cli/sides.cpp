#include "cli/sides.hpp"

#include <fmt/format.h>

#include "base/file.hpp"
#include "cli/version.hpp"
#include "diff/result_file.hpp"
#include "result/read_report.hpp"

namespace merlon {
namespace {

void sign(const House& house, Standing& standing) {
  standing.version = std::string(kVersion);
  for (const PluginRow& row : house.rows) {
    if (row.state == "spoke") standing.packs[row.id] = row.pack_digest;
  }
}

}  // namespace

Standing standing_of(const Walk& walk) {
  Standing out = standing_of(walk.assessment, walk.sources);
  out.today = walk.today;
  out.passes = walk.passes;
  out.incomplete = out.incomplete || !walk.house.silent.empty();
  sign(walk.house, out);
  StoryEnds stories = story_ends(walk.assessment);
  for (StoryEnd& end : stories.ends) {
    std::string id = end.id;
    out.stories.emplace(std::move(id), std::move(end));
  }
  out.open_steps.insert(stories.open_steps.begin(), stories.open_steps.end());
  out.possible_steps.insert(stories.possible_steps.begin(), stories.possible_steps.end());
  out.all_stories = out.all_possible = true;
  return out;
}

std::optional<Side> read_side(Walk& walk, const std::string& file, const WalkOptions& options) {
  auto text = read_file(file, kMostResultBytes);
  if (!text || !(file.ends_with(".json") || looks_like_a_result(*text))) {
    if (!walk_to_assessment(walk, file, options)) return std::nullopt;
    return Side{standing_of(walk), *walk.doc};
  }
  const uint32_t source = walk.sources.add(file, std::move(*text));
  std::optional<Standing> standing = read_result(walk.sources, source, walk.diagnostics);
  if (!standing) return std::nullopt;
  return Side{std::move(*standing), std::nullopt};
}

Rerun rerun_of(const Walk& walk, const WalkOptions& options, const std::string& today) {
  return [&walk, threads = options.threads, today](const PipelineDoc& doc) -> std::optional<Standing> {
    Diagnostics aside;
    const std::optional<Graph> graph = shape({doc, walk.house.catalog, !doc.assumptions.empty(), walk.house.tables}, aside);
    if (!graph) return std::nullopt;
    const Verdicts verdicts = run_plugins({&*graph, &walk.house.catalog, walk.house.tables, walk.house.silent, threads});
    return standing_of(assess(*graph, verdicts, {today}), walk.sources);
  };
}

}  // namespace merlon
