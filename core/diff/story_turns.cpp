#include "diff/story_turns.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace merlon {
namespace {

std::string state(const StoryEnd& s) {
  if (s.id.empty()) return "not there";
  if (s.open) return fmt::format("open, {} {}", word(s.score.level), s.score.score);
  return fmt::format("closed by {}", fmt::join(s.held_by, ", "));
}

}  // namespace

std::vector<StoryDifference> compare_stories(const Standing& before, const Standing& after) {
  std::vector<StoryDifference> out;
  std::set<std::string> ids;
  for (const Standing* side : {&before, &after}) {
    for (const auto& [id, story] : side->stories) ids.insert(id);
  }
  for (const std::string& id : ids) {
    const auto was = before.stories.find(id), is = after.stories.find(id);
    if ((was == before.stories.end() && !before.all_stories) || (is == after.stories.end() && !after.all_stories)) continue;
    StoryDifference d;
    if (was != before.stories.end()) d.before = was->second;
    if (is != after.stories.end()) d.after = is->second;
    const bool was_open = !d.before.id.empty() && d.before.open, is_open = !d.after.id.empty() && d.after.open;
    if (is_open && !was_open) d.turn = StoryTurn::opened;
    else if (is_open && d.after.score.score != d.before.score.score) d.turn = d.after.score.score > d.before.score.score ? StoryTurn::worse : StoryTurn::better;
    else if (was_open && !is_open) d.turn = d.after.id.empty() ? StoryTurn::gone : StoryTurn::closed;
    else continue;
    out.push_back(std::move(d));
  }
  std::stable_sort(out.begin(), out.end(), [](const StoryDifference& a, const StoryDifference& b) {
    return std::make_tuple(a.turn, -a.shown().score.score) < std::make_tuple(b.turn, -b.shown().score.score);
  });
  return out;
}

std::string sentence(const StoryDifference& d) {
  return fmt::format("{}: {} -> {}", fmt::join(d.turn == StoryTurn::closed ? d.before.steps : d.shown().steps, ", "), state(d.before), state(d.after));
}

}  // namespace merlon
