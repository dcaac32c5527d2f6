// Stories of two runs side by side: which ways are open now and were not, and which are closed.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "diff/standing.hpp"

namespace merlon {

/// How a story turned out.  Those that ask for attention come first.
enum class StoryTurn : uint8_t { opened, lost, worse, closed, better, gone };
inline constexpr std::array<std::string_view, 6> kStoryTurnWords = {"open", "lost-sight-of", "worse", "closed", "better", "gone"};

/// A story that is not in both runs what it was; one of the two may be missing, which its empty id tells.
struct StoryDifference {
  StoryTurn turn = StoryTurn::opened;
  StoryEnd before, after;
  StoryEnd remains;          ///< of one that is gone or closed: the way to an earlier step of it that is open now; empty without

  const StoryEnd& shown() const { return after.id.empty() ? before : after; }
};

/// By turn, score, id.  Left out: what is missing in a run that does not tell all its stories, and an end from which a way
/// goes on in one run and not in the other.  A story that is only possible now, or whose end nobody looked at, is lost
/// sight of, never gone.
/// Nothing where the two runs did not ask the same.
std::vector<StoryDifference> compare_stories(const Standing& before, const Standing& after);

/// Whether two runs asked the same threats, with the same options.
bool ask_the_same(const Standing& before, const Standing& after);

/// `prompt@a, misuse@a: open, high 74 -> closed by human-approval@a`
std::string sentence(const StoryDifference& difference);

}  // namespace merlon
