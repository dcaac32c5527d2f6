// Stories: findings put together along attack paths, from somebody outside to what he gets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "risk/assessment.hpp"

namespace merlon {

/// Who begins, and by which way he gets to the first step.
struct Attacker {
  Element from = kNone;        ///< an actor, or an asset by which what others wrote comes in; kNone: a circle that is not drawn
  std::string who;             ///< `mail-writer`, `an author behind `web``, `anybody`
  std::vector<Element> path;   ///< from there to the first step, both included; of a circle only the first step's subject
};

struct StoryStep {
  const Rated* finding = nullptr;
  std::string tactic;                   ///< name of the first one that is not before the step before it; empty without one
  std::vector<std::string> techniques;  ///< of frameworks with tactics, as the finding cites them
};

/// A strong control that closes a story where it stands in full.
struct StoryBreak {
  std::string control;
  std::vector<Element> places;
  std::string step;      ///< finding id of the step that it closes
  int effort = 0;        ///< points, of all places
  uint32_t closes = 0;   ///< stories that it closes, this one included; if it leaves this one possible, that it does so to
  bool leaves_possible = false;  ///< an undecided verdict may open another way to the same end
};

/// All stories that end with the same finding, told by the likeliest.
struct Story {
  std::vector<StoryStep> steps;
  std::vector<Attacker> attackers;         ///< of the first step; at most kMostAttackers, the widest circle first
  uint32_t more_attackers = 0;
  std::vector<std::string> other_beginnings;  ///< finding ids by which others get to the same end
  std::vector<Element> path;               ///< from the first attacker through all steps to where the damage is
  Score score;                             ///< of the least likely step, and of the greatest impact on the way
  std::optional<StoryBreak> breaks;        ///< what closes it for good, else for all that is known, with least effort; nothing where no single control does
  std::vector<std::string> held_by;        ///< `control@place` of strong controls that close it already
  bool possible = false;                   ///< a step is undecided, or it is only possible that outsiders begin it

  /// The id of the last step's finding; stories have it as theirs.
  const std::string& id() const { return steps.back().finding->id; }
};

inline constexpr size_t kMostAttackers = 4;
inline constexpr size_t kMostStories = 40;

struct Stories {
  std::vector<Story> open;       ///< by score, then the likeliest, then id; at most kMostStories
  std::vector<Story> closed;     ///< likewise: each way to their end, also each that is only possible, meets a strong control in full
  std::vector<Story> possible;   ///< likewise: open if undecided verdicts go the worst way; of an incomplete run also what is held
  uint32_t n_open = 0, n_closed = 0, n_possible = 0;  ///< all that there are
};

/// A story without its telling.
struct StoryEnd {
  enum class State : uint8_t { open, closed, possible };
  std::string id;
  State state = State::open;
  Score score;
  std::vector<std::string> steps;    ///< finding ids
  std::vector<std::string> held_by;  ///< of a closed one
};

/// All stories, whatever their number, by id; and what else their steps are.
struct StoryEnds {
  std::vector<StoryEnd> ends;
  std::vector<std::string> open_steps, possible_steps;  ///< finding ids that a way reaches which nothing holds; ascending
};
StoryEnds story_ends(const Assessment& assessment);

/// Puts findings together: a step gives an attacker something (`gives`) on which the next builds (`builds-on`), or that
/// lends him what outsiders don't have.
/// Shape:  one story for each finding with which a chain ends, and for each of a higher level alone than the stories
///         that go on from it.  Every finding whose threat gives something and that outsiders reach leads to one or is one.
/// Units:  ticks and scores as in scale.hpp; effort as in plan.hpp.
/// Errors: none.
/// Source: 5-risk.md, "Stories"; ADR 16.
Stories tell_stories(const Assessment& assessment);

/// `mail-writer gets the model in `assistant` to follow foreign instructions, then acts through ...`
std::string sentence(const Story& story, const Graph& g);

}  // namespace merlon
