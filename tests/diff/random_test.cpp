// Random pairs of descriptions, each some steps from the other.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "diff/runs.hpp"
#include "laws/emptied.hpp"
#include "laws/generator.hpp"

using namespace merlon;
using laws::Random;
using laws::Sketch;
using merlon_test::Run;
using merlon_test::run_of;
using merlon_test::unlike;

namespace {

void remove_element(Random& random, Sketch& s) {
  const size_t i = random.below(s.nodes.size());
  if (s.nodes[i].kind == ElementKind::pipeline) return;
  s.nodes.erase(s.nodes.begin() + static_cast<std::ptrdiff_t>(i));
  s.prune();
}

void add_flow(Random& random, Sketch& s) {
  const laws::Node &from = random.of(s.nodes), &to = random.of(s.nodes);
  const auto is_node = [](const laws::Node& n) { return n.kind == ElementKind::stage || n.kind == ElementKind::asset || n.kind == ElementKind::actor; };
  if (!is_node(from) || !is_node(to) || from.id == to.id || s.find(from.id + ".." + to.id) != nullptr) return;
  s.nodes.push_back({ElementKind::flow, "", {{"from", false, true, {from.id}}, {"to", false, true, {to.id}}}});
}

void add_actor(Random& random, Sketch& s) {
  const std::string id = "newcomer-" + std::to_string(random.below(1000));
  if (s.find(id) != nullptr) return;
  s.nodes.push_back({ElementKind::actor, id, {{"role", false, false, {"\"public\""}}}});
  for (laws::Node& n : s.nodes) {
    if (laws::Entry* serves = n.kind == ElementKind::stage ? n.find("serves") : nullptr) serves->items.push_back(id);
  }
}

void set_fact(Random& random, Sketch& s) {
  laws::Node& n = s.nodes[random.below(s.nodes.size())];
  const Fact& fact = random.of(merlon_test::house().vocabulary().facts);
  if (fact.on(n.kind) && !laws::is_ref_key(fact.def.id)) n.set(laws::random_fact(random, fact));
}

// Another description, `steps` steps away; steps that make no sense are left out.
Sketch changed(Random& random, const Sketch& from, const laws::World& world, size_t steps) {
  Sketch s = from;
  for (size_t i = 0; i < steps; ++i) {
    std::optional<laws::Change> change;
    switch (random.below(7)) {
      case 0: change = laws::random_removal(random, s); break;
      case 1: change = laws::random_control(random, from, world); break;
      case 2: change = laws::random_completion(random, from, world); break;
      case 3: remove_element(random, s); break;
      case 4: add_flow(random, s); break;
      case 5: add_actor(random, s); break;
      default: set_fact(random, s);
    }
    if (!change) continue;
    if (const auto next = laws::apply(s, *change)) s = *next;
  }
  return s;
}

struct Pair {
  Run before, after;
  Sketch old_sketch, new_sketch;
};

std::optional<Pair> random_pair(uint64_t seed) {
  static const std::vector<laws::Model> models = laws::real_models();
  Random random(seed);
  Sketch sketch = random.percent(60) ? laws::random_sketch(random, merlon_test::house().vocabulary()) : random.of(models).sketch;
  auto before = run_of(sketch.text());
  if (!before) return std::nullopt;
  Sketch other = changed(random, sketch, *before->world, random.between(1, 8));
  auto after = run_of(other.text());
  if (!after) return std::nullopt;
  return Pair{std::move(*before), std::move(*after), std::move(sketch), std::move(other)};
}

template <class Law>
void each_pair(uint64_t first, size_t cases, const Law& law) {
  size_t tried = 0;
  for (uint64_t seed = first; seed < first + cases * DIFF_SHARE / 100; ++seed) {
    const auto pair = random_pair(seed);
    if (!pair) continue;
    ++tried;
    INFO("seed " << seed);
    law(*pair);
  }
  CHECK(tried * 3 > cases * DIFF_SHARE / 100);
}

std::vector<uint32_t> all_of(const std::vector<Edit>& edits) {
  std::vector<uint32_t> out(edits.size());
  for (uint32_t i = 0; i < out.size(); ++i) out[i] = i;
  return out;
}

}  // namespace

TEST_CASE("with every edit undone the earlier run is back") {
  each_pair(1, 400, [](const Pair& p) {
    for (const auto& [a, b] : {std::pair{&p.before, &p.after}, {&p.after, &p.before}}) {
      const std::vector<Edit> edits = edits_between(a->doc(), b->doc());
      const auto back = merlon_test::standing_of(undone(a->doc(), b->doc(), edits, all_of(edits)));
      REQUIRE(back);
      INFO((a == &p.before ? p.old_sketch : p.new_sketch).text());
      INFO((a == &p.before ? p.new_sketch : p.old_sketch).text());
      CHECK(unlike(a->standing, *back) == "");
    }
  });
}

TEST_CASE("with no edit undone nothing changes, and equal descriptions have none") {
  each_pair(5000, 100, [](const Pair& p) {
    const std::vector<Edit> edits = edits_between(p.before.doc(), p.after.doc());
    const auto same = merlon_test::standing_of(undone(p.before.doc(), p.after.doc(), edits, {}));
    REQUIRE(same);
    CHECK(unlike(p.after.standing, *same) == "");
    CHECK(edits_between(p.after.doc(), p.after.doc()).empty());
    const Comparison c = compare(p.after.standing, p.after.standing);
    CHECK(c.differences.empty());
    CHECK(c.compared == p.after.standing.stands.size());
  });
}

TEST_CASE("the ledger balances, and looks the same from behind") {
  each_pair(1, 200, [](const Pair& p) {
    const Comparison c = compare(p.before.standing, p.after.standing), back = compare(p.after.standing, p.before.standing);
    std::set<std::string> ids;
    for (const Run* run : {&p.before, &p.after}) {
      for (const auto& [id, stand] : run->standing.stands) ids.insert(id);
    }
    size_t sum = 0;
    for (const size_t n : c.counts) sum += n;
    CHECK(sum == c.compared);
    CHECK(c.compared == ids.size());
    CHECK(c.differences.size() + c.unchanged.size() == c.compared);
    const auto n = [](const Comparison& x, Turn t) { return x.counts[static_cast<size_t>(t)]; };
    CHECK(n(c, Turn::worse) == n(back, Turn::better));
    CHECK(n(c, Turn::unchanged) == n(back, Turn::unchanged));
    for (const Difference& d : c.differences) {
      const bool less = d.before.seen == Seen::raised && d.after.seen != Seen::raised;
      if (d.turn == Turn::gone) CHECK((less && d.after.seen == Seen::none));
      if (less && d.after.seen != Seen::none) CHECK(d.turn == Turn::lost);
      if (d.turn == Turn::lost) CHECK(d.before.rated());
    }
  });
}

TEST_CASE("what is said of a cause is so") {
  size_t alone = 0, together = 0;
  each_pair(20'000, 120, [&](const Pair& p) {
    const std::vector<Edit> edits = edits_between(p.before.doc(), p.after.doc());
    Comparison c = compare(p.before.standing, p.after.standing);
    const Search search = find_causes(c, p.before.doc(), p.after.doc(), edits, &merlon_test::standing_of);
    CHECK(search.runs <= search.most);
    for (const Difference& d : c.differences) {
      INFO(d.id);
      const auto vanishes = [&](const std::vector<uint32_t>& undo) {
        const auto s = merlon_test::standing_of(undone(p.before.doc(), p.after.doc(), edits, undo));
        return s && same_stand(s->at(d.id), p.before.standing.at(d.id));
      };
      if (!search.stopped) CHECK(d.because != Because::untraced);
      if (d.because == Because::each) {
        for (const uint32_t edit : d.edits) CHECK(vanishes({edit}));
        alone += d.edits.size();
      }
      if (d.because != Because::together) continue;
      CHECK(vanishes(d.edits));
      for (size_t i = 0; i < d.edits.size() && d.edits.size() > 1; ++i) {
        std::vector<uint32_t> fewer = d.edits;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(!vanishes(fewer));
      }
      ++together;
    }
  });
  CHECK((DIFF_SHARE < 100 || alone > 100));
  CHECK((DIFF_SHARE < 100 || together > 10));
}
