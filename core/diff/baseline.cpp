#include "diff/baseline.hpp"

#include <fmt/format.h>

namespace merlon {
namespace {

// Of what nobody looks at any more only the level that it had is known.
Level level_of(const Difference& d) { return d.after.rated() ? d.after.score.level : d.before.score.level; }

bool lost_its_decision(const Difference& d) { return !d.before.decision.empty() && d.after.decision.empty(); }

bool stops(const Difference& d, Level level, bool raised_only) {
  if (!d.after.decision.empty() || level_of(d) < level) return false;
  if (d.turn == Turn::lost) return true;
  if (!d.after.rated() || (raised_only && d.after.seen != Seen::raised)) return false;
  switch (d.turn) {
    case Turn::fresh:
    case Turn::opened:
    case Turn::worse: return true;
    case Turn::confirmed: return raised_only || d.after.score.score > d.before.score.score || lost_its_decision(d);
    default: return lost_its_decision(d);
  }
}

}  // namespace

std::vector<const Difference*> stopped_by_baseline(const Comparison& comparison, Level level, bool raised_only) {
  std::vector<const Difference*> out;
  for (const Difference& d : comparison.differences) {
    if (stops(d, level, raised_only)) out.push_back(&d);
  }
  return out;
}

std::string reason_to_stop(const Difference& d) {
  if (d.turn == Turn::lost) return fmt::format("{} before, {} now", kSeenWords[static_cast<size_t>(d.before.seen)], kSeenWords[static_cast<size_t>(d.after.seen)]);
  if (d.turn == Turn::fresh) return "new";
  if (d.turn == Turn::opened) return "newly undecided";
  if (d.after.score.score > d.before.score.score) return fmt::format("{} {} before", word(d.before.score.level), d.before.score.score);
  return lost_its_decision(d) ? fmt::format("its decision, {}, no longer holds", d.before.decision) : "confirmed";
}

}  // namespace merlon
