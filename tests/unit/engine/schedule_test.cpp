#include "engine/schedule.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"
#include "engine/analysis.hpp"
#include "laws/random.hpp"

namespace merlon {
namespace {

std::string names(const Schedule& s, const std::vector<PassNeeds>& passes) {
  std::string out;
  for (const size_t i : s.order) out += std::string(passes[i].id) + " ";
  for (const std::string_view id : s.cycle) out += "!" + std::string(id);
  for (const std::string_view id : s.unknown) out += "?" + std::string(id);
  return out;
}

}  // namespace

TEST_CASE("what something needs is computed before it, and nothing that nobody needs") {
  const std::vector<PassNeeds> passes = {{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}, {"d", {"a"}}};
  CHECK(names(schedule(passes, std::vector<std::string_view>{"a"}), passes) == "c b a ");
  CHECK(names(schedule(passes, std::vector<std::string_view>{"c", "c"}), passes) == "c ");
  CHECK(names(schedule(passes, {}), passes).empty());
}

TEST_CASE("a cycle is named from where it begins, and what rests on it is not computed") {
  const std::vector<PassNeeds> passes = {{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}, {"d", {}}, {"e", {"e"}}};
  CHECK(names(schedule(passes, std::vector<std::string_view>{"a", "d"}), passes) == "d !b!c!b");
  CHECK(names(schedule(passes, std::vector<std::string_view>{"e"}), passes) == "!e!e");
}

TEST_CASE("what does not exist is named once") {
  const std::vector<PassNeeds> passes = {{"a", {"x"}}, {"b", {"x", "w"}}, {"c", {}}};
  CHECK(names(schedule(passes, std::vector<std::string_view>{"a", "b", "c"}), passes) == "c ?w?x");
}

TEST_CASE("schedules of random passes are what a plain closure says") {
  size_t cycles = 0, whole = 0;
  for (uint64_t seed = 1; seed <= 3000; ++seed) {
    laws::Random random(seed);
    const size_t n = random.between(1, 9);
    std::vector<std::string> ids;
    for (size_t i = 0; i <= n; ++i) ids.push_back(std::string(1, static_cast<char>('a' + i)));
    std::vector<PassNeeds> passes;
    for (size_t i = 0; i < n; ++i) {
      PassNeeds& pass = passes.emplace_back(PassNeeds{ids[i], {}});
      for (size_t k = random.below(3); k > 0; --k) pass.needs.push_back(ids[random.below(random.percent(5) ? n + 1 : n)]);
    }
    std::vector<std::string_view> wanted;
    for (size_t k = random.between(1, 3); k > 0; --k) wanted.push_back(ids[random.below(n)]);
    const Schedule s = schedule(passes, wanted);
    // Computable: all needs are, over and over until nothing is added.
    std::set<std::string_view> good, needed(wanted.begin(), wanted.end());
    for (size_t round = 0; round <= n; ++round) {
      for (const PassNeeds& p : passes) {
        if (std::all_of(p.needs.begin(), p.needs.end(), [&](auto id) { return good.contains(id); })) good.insert(p.id);
        if (needed.contains(p.id)) needed.insert(p.needs.begin(), p.needs.end());
      }
    }
    std::set<std::string_view> expected, got;
    for (const std::string_view id : needed) {
      if (good.contains(id)) expected.insert(id);
    }
    INFO("seed " << seed);
    for (const size_t i : s.order) {
      for (const std::string_view need : passes[i].needs) CHECK(got.contains(need));
      CHECK(got.insert(passes[i].id).second);
    }
    CHECK(got == expected);
    CHECK((s.unknown.empty()) == !needed.contains(ids[n]));
    if (s.cycle.empty()) {
      CHECK((expected == needed || !s.unknown.empty()));
      ++whole;
      continue;
    }
    ++cycles;
    CHECK(s.cycle.front() == s.cycle.back());
    for (size_t i = 0; i + 1 < s.cycle.size(); ++i) {
      const auto pass = std::find_if(passes.begin(), passes.end(), [&](const PassNeeds& p) { return p.id == s.cycle[i]; });
      REQUIRE(pass != passes.end());
      CHECK(std::find(pass->needs.begin(), pass->needs.end(), s.cycle[i + 1]) != pass->needs.end());
    }
  }
  CHECK(cycles > 500);
  CHECK(whole > 500);
}

TEST_CASE("the analyses of this merlon can all be computed") {
  std::vector<PassNeeds> passes;
  std::vector<std::string_view> ids;
  for (const Analysis* a : analyses::all()) passes.push_back({a->id, a->needs}), ids.push_back(a->id);
  const Schedule s = schedule(passes, ids);
  CHECK(s.cycle.empty());
  CHECK(s.unknown.empty());
  CHECK(s.order.size() == ids.size());
  CHECK(std::is_sorted(ids.begin(), ids.end()));
}

}  // namespace merlon
