#include "engine/closure.hpp"

#include <random>

#include "catch.hpp"

namespace merlon {
namespace {

using Edges = std::vector<std::vector<uint32_t>>;

Closure closure_of(const Edges& edges) {
  return {static_cast<uint32_t>(edges.size()), [&](uint32_t v, const Closure::Visit& visit) {
            for (const uint32_t to : edges[v]) visit(to);
          }};
}

// Over at least one edge, by a plain search.
std::vector<bool> reached(const Edges& edges, uint32_t from) {
  std::vector<bool> seen(edges.size());
  std::vector<uint32_t> todo = edges[from];
  while (!todo.empty()) {
    const uint32_t v = todo.back();
    todo.pop_back();
    if (seen[v]) continue;
    seen[v] = true;
    todo.insert(todo.end(), edges[v].begin(), edges[v].end());
  }
  return seen;
}

TEST_CASE("a vertex lies before itself only on a cycle") {
  const Closure c = closure_of({{1}, {0, 2}, {}, {3}});
  std::vector<Closure::Block> before;
  c.before(std::vector<uint32_t>{0, 2, 3}, before);
  CHECK(before[c.component(0)].words[0] == 0b011);
  CHECK(before[c.component(1)].words[0] == 0b011);
  CHECK(before[c.component(2)].words[0] == 0);
  CHECK(before[c.component(3)].words[0] == 0b100);
}

TEST_CASE("a long chain needs no stack") {
  Edges edges(200'000);
  for (uint32_t v = 0; v + 1 < edges.size(); ++v) edges[v] = {v + 1};
  const Closure c = closure_of(edges);
  std::vector<Closure::Block> before;
  c.before(std::vector<uint32_t>{199'999}, before);
  CHECK(before[c.component(0)].has(0));
  CHECK_FALSE(before[c.component(199'999)].has(0));
}

TEST_CASE("what lies before what is what a search finds") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    Edges edges(1 + random() % (round % 50 == 0 ? 512 : 20));
    const auto n = static_cast<uint32_t>(edges.size());
    for (uint32_t i = static_cast<uint32_t>(random() % (2 * n + 1)); i > 0; --i) edges[random() % n].push_back(random() % n);
    const Closure c = closure_of(edges);
    std::vector<uint32_t> targets;
    for (uint32_t v = 0; v < n; ++v) targets.push_back(v);
    std::vector<Closure::Block> before;
    c.before(targets, before);
    for (uint32_t v = 0; v < n; ++v) {
      const std::vector<bool> found = reached(edges, v);
      std::vector<uint8_t> after;
      c.after(v, after);
      for (uint32_t to = 0; to < n; ++to) {
        if (before[c.component(v)].has(to) != found[to] || (after[c.component(to)] != 0) != found[to]) FAIL("round " << round << ": " << v << " to " << to);
      }
    }
  }
}

}  // namespace
}  // namespace merlon
