// Stories: chains against brute force, what closes them against the description that says so, and the example of design 5.
#include "risk/stories.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "catch.hpp"
#include "generator.hpp"
#include "risk/attack_graph.hpp"
#include "risk/likelihood.hpp"
#include "risk/plan.hpp"
#include "world.hpp"

namespace {

using laws::World;
using merlon::AttackGraph;
using merlon::Stories;
using merlon::Story;

const laws::House& house() {
  static const laws::House house;
  return house;
}

std::unique_ptr<World> world(const std::string& text) {
  std::string why;
  auto w = laws::world_of(text, house(), &why);
  INFO(why);
  REQUIRE(w);
  return w;
}

std::string text_of(const std::string& example) {
  const auto text = merlon::read_file(fmt::format("{}/{}/pipeline.toml", LAWS_EXAMPLES, example), 1u << 20);
  REQUIRE(text);
  return *text;
}

// Every simple chain from a beginning: the best likelihood with which it gets to each step.
struct BruteForce {
  const AttackGraph& graph;
  const std::vector<bool>& stopped;
  std::vector<int> best;
  std::vector<bool> on_the_way;
  size_t tried = 0;

  BruteForce(const AttackGraph& g, const std::vector<bool>& s) : graph(g), stopped(s), best(g.steps().size(), -1), on_the_way(g.steps().size()) {
    for (uint32_t i = 0; i < g.steps().size(); ++i) {
      if (g.steps()[i].from_outside) go(i, merlon::kMostTicks);
    }
  }
  void go(uint32_t i, int likelihood) {
    if (stopped[i] || on_the_way[i] || ++tried > 200'000) return;
    likelihood = std::min(likelihood, graph.steps()[i].rated->residual.likelihood);
    best[i] = std::max(best[i], likelihood);
    on_the_way[i] = true;
    for (const uint32_t next : graph.steps()[i].next) go(next, likelihood);
    on_the_way[i] = false;
  }
};

// Every step that is reached leads to an end, and whatever an end leads to leads back to it.  Returns the number of ends
// in a circle.
size_t check_ends(const AttackGraph& graph, const std::vector<AttackGraph::Reach>& reach) {
  const auto n = static_cast<uint32_t>(reach.size());
  std::vector<std::set<uint32_t>> leads(n);
  for (uint32_t i = 0; i < n; ++i) {
    if (reach[i].likelihood < 0) continue;
    std::vector<uint32_t> todo = {i};
    for (size_t k = 0; k < todo.size(); ++k) {
      for (const uint32_t next : graph.steps()[todo[k]].next) {
        if (reach[next].likelihood >= 0 && leads[i].insert(next).second) todo.push_back(next);
      }
    }
  }
  const auto ends = graph.ends(reach);
  size_t circles = 0;
  for (const uint32_t end : ends) {
    CHECK(reach[end].likelihood >= 0);
    for (const uint32_t other : leads[end]) CHECK(leads[other].contains(end));
    for (const uint32_t other : ends) CHECK((other == end || !leads[end].contains(other)));
    circles += !leads[end].empty();
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (reach[i].likelihood < 0) continue;
    CHECK(std::any_of(ends.begin(), ends.end(), [&](uint32_t end) { return end == i || leads[i].contains(end); }));
  }
  return circles;
}

std::set<std::string> ids(const std::vector<Story>& stories) {
  std::set<std::string> out;
  for (const Story& s : stories) out.insert(s.id());
  return out;
}

const Story* find(const std::vector<Story>& stories, std::string_view id) {
  const auto it = std::find_if(stories.begin(), stories.end(), [&](const Story& s) { return s.id() == id; });
  return it == stories.end() ? nullptr : &*it;
}

// A control stated in the description instead of given in memory; empty where one of the places has no table.
std::string with_control(const World& w, const std::string& control, const std::vector<merlon::Element>& places) {
  laws::Sketch sketch = laws::sketch_of(*w.doc);
  for (const merlon::Element place : places) {
    laws::Change change;
    change.kind = laws::Change::Kind::control;
    change.node = w.g().ids[place];
    change.entry = {"controls", true, false, {fmt::format("{{ id = \"{}\", status = \"implemented\" }}", control)}};
    if (sketch.find(change.node) == nullptr) return {};
    const auto out = laws::apply(sketch, change);
    REQUIRE(out);
    sketch = *out;
  }
  return sketch.text();
}

std::vector<std::string> ids_of(const World& w, const std::vector<merlon::Element>& elements) {
  std::vector<std::string> out;
  for (const merlon::Element e : elements) out.push_back(w.g().ids[e]);
  return out;
}

}  // namespace

TEST_CASE("a stranger's mail becomes an action in one story, and human approval closes it") {
  const auto w = world(text_of("support-assistant"));
  const Stories before = merlon::tell_stories(w->assessment);
  const Story* s = find(before.open, "tool-misuse@assistant");
  REQUIRE(s != nullptr);
  CHECK(s->steps.size() == 2);
  CHECK(s->steps[0].finding->id == "indirect-prompt-injection@assistant");
  CHECK(ids_of(*w, s->path) == std::vector<std::string>{"mail-writer", "inbox", "open-ticket", "tickets", "assistant"});
  CHECK(s->score.likelihood == std::min(s->steps[0].finding->residual.likelihood, s->steps[1].finding->residual.likelihood));
  REQUIRE(s->breaks);
  CHECK(s->breaks->control == "human-approval");
  CHECK(ids_of(*w, s->breaks->places) == std::vector<std::string>{"assistant"});
  const merlon::Plan plan = merlon::make_plan(w->assessment, {});
  REQUIRE_FALSE(plan.steps.empty());
  CHECK(plan.steps[0].control == "human-approval");
  CHECK(plan.steps[0].places == s->breaks->places);
  const auto after = world(with_control(*w, "human-approval", s->breaks->places));
  const Stories now = merlon::tell_stories(after->assessment);
  CHECK(find(now.open, "tool-misuse@assistant") == nullptr);
  const Story* closed = find(now.closed, "tool-misuse@assistant");
  REQUIRE(closed != nullptr);
  CHECK(closed->held_by == std::vector<std::string>{"human-approval@assistant"});
}

namespace {

struct Tried {
  size_t all = 0, left_possible = 0;
};

// Each control that is said to close an open story, stated in the description.
void check_breaks(const World& w, Tried& tried) {
  const Stories stories = merlon::tell_stories(w.assessment);
  std::set<std::pair<std::string, std::vector<merlon::Element>>> done;
  for (const Story& s : stories.open) {
    INFO(s.id());
    if (!s.breaks || !done.emplace(s.breaks->control, s.breaks->places).second) continue;
    const std::string text = with_control(w, s.breaks->control, s.breaks->places);
    if (text.empty()) continue;
    const auto changed = world(text);
    const auto open = ids(merlon::tell_stories(changed->assessment).open);
    const auto possible = merlon::story_ends(changed->assessment).possible_steps;
    const auto is_possible = [&](const Story& x) { return std::binary_search(possible.begin(), possible.end(), x.id()); };
    size_t closed = 0;
    for (const Story& other : stories.open) closed += !open.contains(other.id()) && is_possible(other) == s.breaks->leaves_possible;
    CHECK_FALSE(open.contains(s.id()));
    CHECK(is_possible(s) == s.breaks->leaves_possible);
    CHECK(closed == s.breaks->closes);
    ++tried.all;
    tried.left_possible += s.breaks->leaves_possible;
  }
}

}  // namespace

TEST_CASE("what would close a story closes it once the description says so, for good or as far as is known") {
  Tried examples, random_ones;
  for (const char* example : {"card-fraud", "support-assistant", "xray-triage", "taxi-trips"}) {
    INFO(example);
    check_breaks(*world(text_of(example)), examples);
  }
  CHECK(examples.all > 10);
  std::vector<uint64_t> seeds = {8817, 8965, 13322, 15074};  // rare: what is left possible, among the first 20 000
  for (uint64_t seed = 1; seed <= STORIES_SEEDS / 5; ++seed) seeds.push_back(seed);
  for (const uint64_t seed : seeds) {
    INFO("seed " << seed);
    laws::Random random(seed + 300'000);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (w) check_breaks(*w, random_ones);
  }
  CHECK(random_ones.all > STORIES_SEEDS / 20);
  CHECK(random_ones.left_possible > 0);
  CHECK(random_ones.left_possible < random_ones.all);
}

TEST_CASE("the likeliest chain is the likeliest of all") {
  size_t compared = 0, longer = 0;
  for (uint64_t seed = 1; seed <= STORIES_SEEDS; ++seed) {
    laws::Random random(seed);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    for (const bool possible : {false, true}) {
      const AttackGraph graph(w->assessment, merlon::LikelihoodRater(w->g()), possible);
      std::vector<bool> stopped;
      for (size_t i = 0; i < graph.steps().size(); ++i) stopped.push_back(possible ? graph.steps()[i].held : (seed + i) % 5 == 0);
      const BruteForce all(graph, stopped);
      if (all.tried > 200'000) continue;
      const auto reach = graph.reach(stopped);
      check_ends(graph, reach);
      for (uint32_t i = 0; i < reach.size(); ++i) {
        INFO("seed " << seed << " " << graph.steps()[i].rated->id);
        CHECK(reach[i].likelihood == all.best[i]);
        if (reach[i].likelihood < 0) continue;
        int likelihood = merlon::kMostTicks;
        uint32_t length = 0, at = i;
        for (; at != merlon::kNone; at = reach[at].before, ++length) {
          CHECK_FALSE(stopped[at]);
          likelihood = std::min(likelihood, graph.steps()[at].rated->residual.likelihood);
          const uint32_t before = reach[at].before;
          if (before == merlon::kNone) CHECK(graph.steps()[at].from_outside);
          else CHECK(std::binary_search(graph.steps()[before].next.begin(), graph.steps()[before].next.end(), at));
        }
        CHECK(likelihood == reach[i].likelihood);
        CHECK(length == reach[i].length);
        longer += length > 1;
        ++compared;
      }
    }
  }
  CHECK(compared > (STORIES_SEEDS > 1000 ? 5000 : 50));
  CHECK(longer > 0);
}

TEST_CASE("no finding that outsiders reach is lost from the stories, and none is in two lists") {
  size_t stories = 0, possible = 0;
  for (uint64_t seed = 1; seed <= STORIES_SEEDS; ++seed) {
    laws::Random random(seed + 100'000);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    const Stories told = merlon::tell_stories(w->assessment);
    std::set<std::string> seen;
    for (const auto* list : {&told.open, &told.closed, &told.possible}) {
      for (const Story& s : *list) {
        INFO("seed " << seed << " " << s.id());
        CHECK(seen.insert(s.id()).second);
        REQUIRE_FALSE(s.attackers.empty());
        CHECK(s.path.front() == s.attackers[0].path.front());
        int likelihood = merlon::kMostTicks, impact = 0;
        for (const merlon::StoryStep& step : s.steps) {
          likelihood = std::min(likelihood, step.finding->residual.likelihood);
          impact = std::max(impact, step.finding->residual.impact);
          CHECK_FALSE(step.finding->threat->gives.empty());
        }
        CHECK(s.score == merlon::score_of(likelihood, impact));
        CHECK(s.possible == (list == &told.possible));
        CHECK(s.held_by.empty() == (list != &told.closed));
      }
    }
    const AttackGraph graph(w->assessment, merlon::LikelihoodRater(w->g()), false);
    const auto reach = graph.reach(std::vector<bool>(graph.steps().size()));
    if (told.n_open + told.n_closed > merlon::kMostStories) continue;
    // Each is an end, or leads to one.
    for (uint32_t i = 0; i < reach.size(); ++i) {
      if (reach[i].likelihood < 0) continue;
      std::set<uint32_t> met = {i};
      std::vector<uint32_t> todo = {i};
      bool ends = false;
      for (size_t k = 0; k < todo.size(); ++k) {
        ends = ends || seen.contains(graph.steps()[todo[k]].rated->id);
        for (const uint32_t next : graph.steps()[todo[k]].next) {
          if (met.insert(next).second) todo.push_back(next);
        }
      }
      INFO("seed " << seed << " " << graph.steps()[i].rated->id);
      CHECK(ends);
    }
    stories += told.n_open + told.n_closed, possible += told.n_possible;
    const auto ends = merlon::story_ends(w->assessment);
    CHECK(ends.ends.size() == told.n_open + told.n_closed + told.n_possible);
  }
  CHECK(stories > 0);
  CHECK(possible > 0);
}

TEST_CASE("steps that open each other in a circle have an end") {
  const auto w = world(R"(format = 1
[pipeline]
id = "circle"
criticality = "high"
[[boundary]]
id = "ml"
trust = "internal"
operated-by = "us"
egress = "open"
readable-by = "team"
writable-by = "organisation"
[[asset]]
id = "lib"
kind = "library"
origin = ["public-registry"]
pinned = "none"
[[asset]]
id = "code-b"
kind = "code"
boundary = "ml"
[[asset]]
id = "code-c"
kind = "code"
boundary = "ml"
[[stage]]
id = "ci"
does = ["prepare"]
boundary = "ml"
reads = []
uses = ["lib"]
writes = ["code-b", "code-c"]
[[stage]]
id = "job-b"
does = ["prepare"]
boundary = "ml"
reads = []
uses = ["code-b"]
writes = ["code-c"]
[[stage]]
id = "job-c"
does = ["prepare"]
boundary = "ml"
reads = []
uses = ["code-c"]
writes = ["code-b"]
)");
  const AttackGraph graph(w->assessment, merlon::LikelihoodRater(w->g()), false);
  CHECK(check_ends(graph, graph.reach(std::vector<bool>(graph.steps().size()))) == 1);
  const Stories told = merlon::tell_stories(w->assessment);
  REQUIRE(told.n_open == 1);
  CHECK(told.open[0].steps.size() == 2);
  CHECK(told.open[0].steps[0].finding->id == "dependency-compromise@lib");
}

TEST_CASE("what a control holds before it closes nothing that outsiders do at once") {
  // The copy can't be taken where the model lies; whoever asks it can still prepare an evasion.
  const auto w = world(R"(format = 1
[pipeline]
id = "fraud"
criticality = "high"
[[boundary]]
id = "ml"
trust = "internal"
operated-by = "us"
egress = "open"
readable-by = "team"
writable-by = "team"
[[actor]]
id = "customer"
role = "user"
gains = true
[[asset]]
id = "model"
kind = "classifier"
boundary = "ml"
origin = ["internal"]
sensitivity = "confidential"
readable-by = "public"
controls = ["access-control-at-rest"]
[[stage]]
id = "score"
does = ["infer"]
boundary = "ml"
reads = ["model"]
uses = []
serves = ["customer"]

)");
  const Stories told = merlon::tell_stories(w->assessment);
  CHECK(find(told.open, "evasion-with-a-copy@score") != nullptr);
  CHECK(find(told.closed, "evasion-with-a-copy@score") == nullptr);
}

TEST_CASE("a false positive is no step") {
  const std::string text = text_of("support-assistant");
  CHECK(find(merlon::tell_stories(world(text)->assessment).open, "tool-misuse@assistant") != nullptr);
  const auto w = world(text + R"(
[[decision]]
finding = "tool-misuse@assistant"
treatment = "false-positive"
reason = "the tools are stubs"
by = "service-platform"
)");
  const Stories told = merlon::tell_stories(w->assessment);
  for (const auto* list : {&told.open, &told.closed, &told.possible}) {
    for (const Story& s : *list) {
      for (const merlon::StoryStep& step : s.steps) CHECK(step.finding->id != "tool-misuse@assistant");
    }
  }
}

TEST_CASE("a run that is incomplete calls nothing closed") {
  const auto w = world(with_control(*world(text_of("support-assistant")), "human-approval", {world(text_of("support-assistant"))->find("assistant")}));
  REQUIRE(find(merlon::tell_stories(w->assessment).closed, "tool-misuse@assistant") != nullptr);
  w->verdicts.incomplete = true;
  const Stories told = merlon::tell_stories(w->assessment);
  CHECK(told.n_closed == 0);
  CHECK(find(told.possible, "tool-misuse@assistant") != nullptr);
  for (const merlon::StoryEnd& end : merlon::story_ends(w->assessment).ends) CHECK(end.state != merlon::StoryEnd::State::closed);
}
