// What each step of a plan promises is held against the description that states it; the first step against every other.
#include "risk/plan.hpp"

#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "catch.hpp"
#include "generator.hpp"
#include "graph/analyses/cuts.hpp"
#include "risk/credit.hpp"
#include "world.hpp"

namespace {

using laws::World;
using merlon::Plan;
using merlon::PlanOptions;
using merlon::PlanStep;

#ifdef PLAN_PART
constexpr bool kWhole = false;
#else
constexpr bool kWhole = true;
#endif

const laws::House& house() {
  static const laws::House house;
  return house;
}

struct Model {
  std::string name;
  laws::Sketch sketch;
  std::unique_ptr<World> world;
};

std::unique_ptr<World> world(const laws::Sketch& sketch) {
  std::string why;
  auto w = laws::world_of(sketch.text(), house(), &why);
  INFO(why);
  REQUIRE(w);
  return w;
}

std::vector<Model> models() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(PLAN_MODELS)) files.push_back(entry.path().string());
  for (const char* example : {"card-fraud", "support-assistant", "xray-triage", "taxi-trips"}) {
    files.push_back(fmt::format("{}/{}/pipeline.toml", PLAN_EXAMPLES, example));
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 10);
  std::vector<Model> out;
  for (size_t i = 0; i < files.size(); i += kWhole ? 1 : 4) {
    const std::string& file = files[i];
    std::string why;
    const auto text = merlon::read_file(file, 1u << 20);
    REQUIRE(text);
    const auto first = laws::world_of(*text, house(), &why);
    REQUIRE(first);
    Model m{file, laws::sketch_of(*first->doc), nullptr};
    m.world = world(m.sketch);
    out.push_back(std::move(m));
  }
  return out;
}

laws::Sketch with_step(const laws::Sketch& sketch, const std::string& control, const std::string& place) {
  laws::Change change;
  change.kind = laws::Change::Kind::control;
  change.node = place;
  change.entry = {"controls", true, false, {fmt::format("{{ id = \"{}\", status = \"implemented\" }}", control)}};
  const auto out = laws::apply(sketch, change);
  REQUIRE(out);
  return *out;
}

std::map<std::string, merlon::Score> residuals(const World& w, const Plan& plan) {
  std::map<std::string, merlon::Score> out;
  for (const merlon::Rated& r : w.assessment.findings) {
    if (std::find(plan.settled.begin(), plan.settled.end(), r.id) == plan.settled.end()) out[r.id] = r.residual;
  }
  return out;
}

int sum(const std::map<std::string, merlon::Score>& scores) {
  int out = 0;
  for (const auto& [id, s] : scores) out += s.score;
  return out;
}

// A flow that nobody wrote has no table in which a control could be stated.
bool can_be_stated(const laws::Sketch& sketch, const std::string& place) { return sketch.find(place) != nullptr; }

}  // namespace

TEST_CASE("steps add up to what is gone") {
  for (const Model& m : models()) {
    INFO(m.name);
    const Plan plan = merlon::make_plan(m.world->assessment, {});
    CHECK(plan.before == sum(residuals(*m.world, plan)));
    CHECK_FALSE(plan.steps.empty());
    int removed = 0, effort = 0;
    for (const PlanStep& step : plan.steps) {
      int effects = 0;
      for (const merlon::Effect& e : step.effects) {
        CHECK(e.after.score < e.before.score);
        effects += e.before.score - e.after.score;
      }
      CHECK(step.removed == effects);
      CHECK(step.removed > 0);
      CHECK(std::count(step.statuses.begin(), step.statuses.end(), merlon::ControlStatus::implemented) == 0);
      removed += step.removed;
      effort += step.effort;
    }
    CHECK(removed == plan.before - plan.after);
    CHECK(effort == plan.effort);
  }
}

TEST_CASE("what a step promises is what the description gives once it says so") {
  constexpr size_t kSteps = 8;
  size_t tried = 0;
  for (const Model& m : models()) {
    const Plan plan = merlon::make_plan(m.world->assessment, {});
    auto expected = residuals(*m.world, plan);
    laws::Sketch sketch = m.sketch;
    for (size_t i = 0; i < plan.steps.size() && i < kSteps; ++i) {
      const PlanStep& step = plan.steps[i];
      INFO(m.name << " step " << i + 1 << ": " << step.control);
      const auto stated = [&](merlon::Element place) { return can_be_stated(sketch, m.world->g().ids[place]); };
      if (!std::all_of(step.places.begin(), step.places.end(), stated)) break;
      for (const merlon::Element place : step.places) sketch = with_step(sketch, step.control, m.world->g().ids[place]);
      for (const merlon::Effect& e : step.effects) {
        CHECK(expected[e.finding].score == e.before.score);
        expected[e.finding] = e.after;
      }
      const auto after = residuals(*world(sketch), plan);
      for (const auto& [id, score] : expected) {
        INFO(id);
        CHECK(after.at(id).score == score.score);
      }
      ++tried;
    }
  }
  CHECK(tried > (kWhole ? 50 : 10));
}

namespace {

// What a control at places takes off the open findings, by rating every one of them anew.
int removed_by(const merlon::Assessment& a, const Plan& plan, const std::string& control, const std::vector<merlon::Element>& places) {
  merlon::CreditRater credit(*a.graph);
  for (const merlon::Element place : places) credit.give(control, place);
  int out = 0;
  for (const merlon::Rated& r : a.findings) {
    if (std::find(plan.settled.begin(), plan.settled.end(), r.id) != plan.settled.end()) continue;
    const auto controls = credit.rate(*r.threat, r.cell->subject);
    const merlon::Score told = merlon::score_of(merlon::lowered(r.likelihood, merlon::taken_off(controls, "likelihood", false)),
                                                merlon::lowered(r.impact, merlon::taken_off(controls, "impact", false)));
    CHECK(credit.residual(r) == told);
    out += r.residual.score - told.score;
  }
  return out;
}

std::vector<merlon::Element> places_of(const merlon::Graph& g, const merlon::ControlDef& control, uint32_t below) {
  std::vector<merlon::Element> out;
  for (merlon::Element e = 0; e < below; ++e) {
    if ((control.at & merlon::mask_of(g.kind_of(e))) != 0) out.push_back(e);
  }
  return out;
}

}  // namespace

TEST_CASE("no control at one place or at two is worth more for its effort than the first step") {
  size_t tried = 0;
  for (const Model& m : models()) {
    INFO(m.name);
    const merlon::Graph& g = m.world->g();
    const merlon::Assessment& a = m.world->assessment;
    const Plan plan = merlon::make_plan(a, {});
    REQUIRE_FALSE(plan.steps.empty());
    const PlanStep& first = plan.steps[0];
    std::set<std::string> asked;
    for (const merlon::RequiredControl& r : a.required) asked.insert(r.control);
    for (const std::string& id : asked) {
      const merlon::ControlDef& control = *g.catalog->control(id);
      const int effort = merlon::effort_points(control.effort);
      const auto at_most = [&](const std::vector<merlon::Element>& places) {
        const int removed = removed_by(a, plan, id, places);
        INFO(id << " at " << g.ids[places[0]] << " and " << g.ids[places.back()]);
        CHECK(removed * first.effort <= first.removed * effort * static_cast<int>(places.size()));
        ++tried;
      };
      for (const merlon::Element one : places_of(g, control, g.first[4])) at_most({one});
      const auto nodes = places_of(g, control, g.n_nodes());
      for (size_t i = 0; i < nodes.size() && nodes.size() <= 12; ++i) {
        for (size_t k = i + 1; k < nodes.size(); ++k) at_most({nodes[i], nodes[k]});
      }
    }
  }
  CHECK(tried > (kWhole ? 5000 : 500));
}

namespace {

bool closes(const merlon::Ways& ways, merlon::Ways::Direction direction, merlon::Element node, const std::vector<merlon::Element>& places) {
  merlon::BitColumn at;
  for (const merlon::Element e : places) at.set(e);
  return !ways.reached(direction, at).test(node);
}

// Whether some set of `left` more of `allowed` closes what `chosen` leaves open.
bool closable(const merlon::Ways& ways, merlon::Ways::Direction direction, merlon::Element node, const std::vector<merlon::Element>& allowed,
              size_t from, size_t left, std::vector<merlon::Element>& chosen) {
  if (left == 0) return closes(ways, direction, node, chosen);
  for (size_t i = from; i < allowed.size(); ++i) {
    chosen.push_back(allowed[i]);
    const bool found = closable(ways, direction, node, allowed, i + 1, left - 1, chosen);
    chosen.pop_back();
    if (found) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the smallest cut closes every way, and nothing smaller does") {
  size_t cuts = 0, pairs = 0, none = 0;
  for (uint64_t seed = 1; seed <= (kWhole ? 600 : 60); ++seed) {
    laws::Random random(seed);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    const merlon::Graph& g = w->g();
    const merlon::Ways ways(g);
    for (const auto direction : {merlon::Ways::Direction::in, merlon::Ways::Direction::out}) {
      for (merlon::Element node = 0; node < g.n_nodes(); ++node) {
        merlon::BitColumn allowed;
        std::vector<merlon::Element> list;
        for (merlon::Element e = 0; e < g.n_nodes(); ++e) {
          if ((e * 7 + seed + node) % 3 == 0) continue;
          allowed.set(e);
          if (e != node) list.push_back(e);
        }
        merlon::Cuts search(ways, direction, allowed, {});
        const auto found = search.smallest(node, 3);
        CHECK(search.smallest(node, 3) == found);
        INFO("seed " << seed << " node " << g.ids[node]);
        std::vector<merlon::Element> chosen;
        // A store with two doors may count twice, so a set of three with stores may be missed.
        const bool open = ways.exists(direction, node);
        for (size_t size = 1; found.empty() && open && size <= 2; ++size) CHECK_FALSE(closable(ways, direction, node, list, 0, size, chosen));
        none += found.empty() && open;
        for (const auto& cut : found) {
          REQUIRE_FALSE(cut.empty());
          CHECK(closes(ways, direction, node, cut));
          CHECK(std::all_of(cut.begin(), cut.end(), [&](merlon::Element e) { return allowed.test(e) && e != node; }));
          if (cut.size() > 1) CHECK_FALSE(closable(ways, direction, node, list, 0, cut.size() - 1, chosen));
          pairs += cut.size() > 1;
          ++cuts;
        }
      }
    }
  }
  CHECK(cuts > (kWhole ? 40 : 3));
  CHECK(pairs > (kWhole ? 10 : 0));
  CHECK(none > (kWhole ? 100 : 10));
}

TEST_CASE("a budget is kept and a target ends it") {
  for (const Model& m : models()) {
    INFO(m.name);
    const Plan whole = merlon::make_plan(m.world->assessment, {});
    PlanOptions budget;
    budget.budget = 4;
    const Plan cheap = merlon::make_plan(m.world->assessment, budget);
    CHECK(cheap.effort <= 4);
    CHECK(cheap.after >= whole.after);
    budget.budget = 0;
    CHECK(merlon::make_plan(m.world->assessment, budget).steps.empty());
    PlanOptions target;
    target.target = merlon::Level::high;
    const Plan enough = merlon::make_plan(m.world->assessment, target);
    for (const PlanStep& step : enough.steps) {
      CHECK(std::any_of(step.effects.begin(), step.effects.end(), [](auto& e) { return e.before.level > merlon::Level::high; }));
    }
    target.target = merlon::Level::very_high;
    CHECK(merlon::make_plan(m.world->assessment, target).steps.empty());
  }
}
