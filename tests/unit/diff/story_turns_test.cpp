#include "diff/story_turns.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

using State = StoryEnd::State;

// One run with one story at most.
Standing run(std::optional<State> state, int likelihood = 12, Seen seen = Seen::raised) {
  Standing out;
  out.all_stories = out.all_possible = true;
  out.stands["a@x"] = Stand{seen, {}, {}, {}, {}, {}};
  if (!state) return out;
  out.stories["a@x"] = StoryEnd{"a@x", *state, score_of(likelihood, 14), {"b@w", "a@x"}, *state == State::closed ? std::vector<std::string>{"lock@x"} : std::vector<std::string>{}};
  if (*state == State::open) out.open_steps = {"a@x", "b@w"};
  if (*state != State::closed) out.possible_steps = {"a@x", "b@w"};
  return out;
}

std::string told(const Standing& before, const Standing& after) {
  std::string out;
  for (const StoryDifference& d : compare_stories(before, after)) out += std::string(kStoryTurnWords[static_cast<size_t>(d.turn)]) + " " + sentence(d) + "\n";
  return out;
}

}  // namespace

TEST_CASE("what became of a story") {
  CHECK(told(run(State::open), run(State::open)).empty());
  CHECK(told(run(std::nullopt), run(State::open)) == "open b@w, a@x: not there -> open, high 73\n");
  CHECK(told(run(State::closed), run(State::open)) == "open b@w, a@x: closed by lock@x -> open, high 73\n");
  CHECK(told(run(State::possible), run(State::open)) == "open b@w, a@x: possible, high 73 -> open, high 73\n");
  CHECK(told(run(State::open), run(State::open, 15)) == "worse b@w, a@x: open, high 73 -> open, high 74\n");
  CHECK(told(run(State::open, 15), run(State::open)) == "better b@w, a@x: open, high 74 -> open, high 73\n");
  CHECK(told(run(State::open), run(State::closed)) == "closed b@w, a@x: open, high 73 -> closed by lock@x\n");
  CHECK(told(run(State::open), run(std::nullopt, 0, Seen::none)) == "gone b@w, a@x: open, high 73 -> not there\n");
}

TEST_CASE("a story of which less is known is lost sight of, never gone") {
  CHECK(told(run(State::open), run(State::possible)) == "lost-sight-of b@w, a@x: open, high 73 -> possible, high 73\n");
  CHECK(told(run(State::closed), run(State::possible)) == "lost-sight-of b@w, a@x: closed by lock@x -> possible, high 73\n");
  for (const Seen seen : {Seen::undecided, Seen::not_analysed, Seen::not_asked}) {
    CHECK(told(run(State::open), run(std::nullopt, 0, seen)) == "lost-sight-of b@w, a@x: open, high 73 -> not there\n");
  }
  Standing blind = run(std::nullopt, 0, Seen::none);
  blind.incomplete = true;
  CHECK(told(run(State::open), blind) == "lost-sight-of b@w, a@x: open, high 73 -> not there\n");
  Standing cut = run(std::nullopt, 0, Seen::none);
  cut.all_possible = false;
  CHECK(told(run(State::open), cut) == "lost-sight-of b@w, a@x: open, high 73 -> not there\n");
}

TEST_CASE("an end that moved, and what a file leaves out, are no difference") {
  Standing further = run(std::nullopt);
  further.open_steps = {"a@x"};
  CHECK(told(run(State::open), further).empty());
  CHECK(told(further, run(State::open)).empty());
  Standing few = run(std::nullopt);
  few.all_stories = false;
  CHECK(told(few, run(State::open)).empty());
  CHECK(told(run(State::open), few).empty());
}

}  // namespace merlon
