// Attack paths against a plain search: who reaches what, and in how few steps.
#include "graph/analyses/attack_paths.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "generator.hpp"
#include "world.hpp"

namespace {

using merlon::AttackPath;
using merlon::AttackPaths;
using merlon::Element;
using merlon::Graph;
using merlon::kNone;
using merlon::Tri;

const laws::House& house() {
  static const laws::House house;
  return house;
}

// Forwards from one vertex, a level of the search at a time: the length of the shortest way to each vertex.
template <class Next>
std::vector<uint32_t> lengths(const Graph& g, uint32_t size, uint32_t from, const Next& next) {
  std::vector<uint32_t> length(size, kNone);
  std::set<uint32_t> level = {from};
  for (uint32_t n = 0; !level.empty(); ++n) {
    std::set<uint32_t> further;
    for (const uint32_t v : level) {
      if (length[v] != kNone) continue;
      length[v] = n;
      if (v != from && g.is_person(v)) continue;
      next(v, [&](uint32_t to) { further.insert(to); });
    }
    level = std::move(further);
  }
  return length;
}

// Steps of a path as vertices: doors are left out of it, so it may be shorter than the way that it tells.
bool is_way(const std::vector<Element>& nodes, uint32_t length) { return !nodes.empty() && nodes.size() <= length + 1; }

const AttackPath* find(const std::vector<AttackPath>& paths, Element from) {
  const auto it = std::find_if(paths.begin(), paths.end(), [&](const AttackPath& p) { return p.from == from; });
  return it == paths.end() ? nullptr : &*it;
}

}  // namespace

TEST_CASE("content of outsiders reaches what a plain search says it reaches") {
  size_t found = 0, none = 0, hidden = 0;
  for (uint64_t seed = 1; seed <= STORIES_SEEDS; ++seed) {
    laws::Random random(seed);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    const Graph& g = w->g();
    const merlon::CoreFacts f(g.catalog->vocabulary);
    const merlon::ContentRules rules(g, f);
    const AttackPaths paths(g);
    for (Element from = 0; from < g.n_nodes(); ++from) {
      const bool actor = g.kind_of(from) == merlon::ElementKind::actor;
      const bool begins = actor ? f.audience_of_role(g, from) >= merlon::partners
                                : g.kind_of(from) == merlon::ElementKind::asset && merlon::starts_content(g, f, from, merlon::partner_trust);
      const auto length = lengths(g, g.flow_graph.size(), from, [&](uint32_t v, const auto& take) {
        for (const merlon::FlowGraph::Arc arc : g.flow_graph.after(v)) {
          if (arc.certain && rules.passes(v, arc.vertex) == Tri::yes) take(arc.vertex);
        }
      });
      for (Element to = 0; to < g.n_nodes(); ++to) {
        INFO("seed " << seed << " from " << g.ids[from] << " to " << g.ids[to]);
        const auto all = paths.of_content(to);
        const AttackPath* path = find(all, from);
        if (!begins || length[to] == kNone) {
          CHECK(path == nullptr);
          ++none;
          continue;
        }
        // An asset right behind an actor is told by him.
        const bool told = std::any_of(all.begin(), all.end(), [&](const AttackPath& p) { return p.nodes.size() > 1 && p.nodes[1] == from; });
        REQUIRE((path != nullptr || (!actor && told)));
        if (path == nullptr) {
          ++hidden;
          continue;
        }
        CHECK(is_way(path->nodes, length[to]));
        CHECK(path->nodes.front() == from);
        CHECK(path->nodes.back() == to);
        CHECK(path->audience >= merlon::partners);
        ++found;
      }
    }
  }
  CHECK(found > 0);
  CHECK(none > 0);
  if (STORIES_SEEDS > 1000) CHECK(hidden > 0);
}

TEST_CASE("callers reach what they call, and what that calls") {
  size_t found = 0;
  for (uint64_t seed = 1; seed <= STORIES_SEEDS; ++seed) {
    laws::Random random(seed);
    const auto w = laws::world_of(laws::random_sketch(random, house().vocabulary()).text(), house());
    if (!w) continue;
    const Graph& g = w->g();
    const merlon::CoreFacts f(g.catalog->vocabulary);
    const AttackPaths paths(g);
    for (Element stage = 0; stage < g.n_stages; ++stage) {
      const auto all = paths.of_calls(stage);
      int32_t widest = merlon::nobody;
      for (const AttackPath& p : all) {
        widest = std::max(widest, p.audience);
        for (size_t i = 0; i + 1 < p.nodes.size(); ++i) {
          const auto out = g.flows_out.of(p.nodes[i]);
          CHECK(std::any_of(out.begin(), out.end(), [&](Element e) { return g.flow(e).to == p.nodes[i + 1]; }));
        }
        ++found;
      }
      // `queryable-by` is derived by another search: whom it lets ask for certain among the drawn is found here too.
      const int32_t asked = g.facts.low(f.queryable_by, stage);
      INFO("seed " << seed << " stage " << g.ids[stage]);
      if (widest >= merlon::partners && g.source(f.queryable_by, stage).origin == merlon::FactOrigin::derived) CHECK(asked >= widest);
    }
  }
  CHECK(found > 0);
}
