#include "diff/story_turns.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "engine/pass_text.hpp"

namespace merlon {
namespace {

std::string state(const StoryEnd& s) {
  if (s.id.empty()) return "not there";
  if (s.state != StoryEnd::State::closed) {
    return fmt::format("{}, {} {}", s.state == StoryEnd::State::open ? "open" : "possible", word(s.score.level), s.score.score);
  }
  return fmt::format("closed by {}", fmt::join(s.held_by, ", "));
}

bool is_open(const StoryEnd& s) { return !s.id.empty() && s.state == StoryEnd::State::open; }

// A run that did not look at the end, at a step before it or at everything, can't tell that a way to it is gone.
bool less_is_known(const Standing& after, const StoryEnd& before) {
  const Seen seen = after.at(before.id).seen;
  const bool unasked = std::any_of(before.steps.begin(), before.steps.end(), [&](const std::string& step) { return after.at(step).seen == Seen::not_asked; });
  return after.incomplete || unasked || seen == Seen::undecided || seen == Seen::not_analysed;
}

// Nothing where the story is what it was.
std::optional<StoryTurn> turn_of(const StoryDifference& d, const Standing& before, const Standing& after) {
  const std::string& id = d.shown().id;
  if (is_open(d.before) && is_open(d.after)) {
    if (d.after.score.score == d.before.score.score) return std::nullopt;
    return d.after.score.score > d.before.score.score ? StoryTurn::worse : StoryTurn::better;
  }
  if (is_open(d.after)) return before.open_steps.contains(id) ? std::nullopt : std::optional(StoryTurn::opened);
  const bool was_there = !d.before.id.empty() && d.before.state != StoryEnd::State::possible;
  const bool possible = after.possible_steps.contains(id) || (d.after.id.empty() && (!after.all_possible || less_is_known(after, d.before)));
  if (!was_there || after.open_steps.contains(id)) return std::nullopt;
  if (possible) return StoryTurn::lost;
  if (!is_open(d.before)) return std::nullopt;
  return d.after.id.empty() ? StoryTurn::gone : StoryTurn::closed;
}

// A story may lose its end, and what comes before stand as it stood: the open story that has the last of its steps.
StoryEnd what_remains(const StoryDifference& d, const Standing& after) {
  for (size_t i = d.before.steps.size(); i-- > 0;) {
    const std::string& step = d.before.steps[i];
    if (step == d.before.id) continue;
    for (const auto& [id, story] : after.stories) {
      if (is_open(story) && std::find(story.steps.begin(), story.steps.end(), step) != story.steps.end()) return story;
    }
  }
  return {};
}

}  // namespace

// A story is told by the findings that there are: of other questions other stories come.
bool ask_the_same(const Standing& before, const Standing& after) {
  return before.not_asked == after.not_asked && asked_with(before.passes) == asked_with(after.passes);
}

std::vector<StoryDifference> compare_stories(const Standing& before, const Standing& after) {
  std::vector<StoryDifference> out;
  if (!ask_the_same(before, after)) return out;
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
    const std::optional<StoryTurn> turn = turn_of(d, before, after);
    if (!turn) continue;
    d.turn = *turn;
    if (d.turn == StoryTurn::gone || d.turn == StoryTurn::closed) d.remains = what_remains(d, after);
    out.push_back(std::move(d));
  }
  std::stable_sort(out.begin(), out.end(), [](const StoryDifference& a, const StoryDifference& b) {
    return std::make_tuple(a.turn, -a.shown().score.score) < std::make_tuple(b.turn, -b.shown().score.score);
  });
  return out;
}

std::string sentence(const StoryDifference& d) {
  const std::string out = fmt::format("{}: {} -> {}", fmt::join(d.turn == StoryTurn::closed ? d.before.steps : d.shown().steps, ", "), state(d.before), state(d.after));
  return d.remains.id.empty() ? out : fmt::format("{}; {} stays {}", out, fmt::join(d.remains.steps, ", "), state(d.remains));
}

}  // namespace merlon
