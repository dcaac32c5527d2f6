#include "engine/dominator_tree.hpp"

#include "catch.hpp"
#include "laws/random.hpp"

namespace merlon {
namespace {

using Edges = std::vector<std::vector<uint32_t>>;

// By a plain search that does not enter `without`.
std::vector<bool> reached(const Edges& edges, uint32_t root, uint32_t without) {
  std::vector<bool> seen(edges.size());
  std::vector<uint32_t> todo = {root};
  while (!todo.empty()) {
    const uint32_t v = todo.back();
    todo.pop_back();
    if (v == without || seen[v]) continue;
    seen[v] = true;
    todo.insert(todo.end(), edges[v].begin(), edges[v].end());
  }
  return seen;
}

}  // namespace

TEST_CASE("a vertex is on every way when nothing is reached without it") {
  size_t dominated = 0;
  for (uint64_t seed = 1; seed <= 4000; ++seed) {
    laws::Random random(seed);
    const auto n = static_cast<uint32_t>(random.between(1, 12));
    Edges edges(n);
    for (size_t k = random.below(3 * n); k > 0; --k) edges[random.below(n)].push_back(static_cast<uint32_t>(random.below(n)));
    const auto root = static_cast<uint32_t>(random.below(n));
    const DominatorTree tree(n, root, [&](uint32_t v, const DominatorTree::Visit& visit) {
      for (const uint32_t to : edges[v]) visit(to);
    });
    const std::vector<bool> all = reached(edges, root, n);
    INFO("seed " << seed);
    for (uint32_t via = 0; via < n; ++via) {
      const std::vector<bool> without = reached(edges, root, via);
      CHECK(tree.reached(via) == all[via]);
      for (uint32_t v = 0; v < n; ++v) {
        CHECK(tree.dominates(via, v) == (all[v] && !without[v]));
        dominated += tree.dominates(via, v) && via != root && via != v ? 1 : 0;
      }
    }
    for (uint32_t v = 0; v < n; ++v) {
      if (!all[v]) continue;
      CHECK(tree.dominates(tree.above(v), v));
      CHECK((v == root) == (tree.above(v) == v));
    }
  }
  CHECK(dominated > 5000);
}

}  // namespace merlon
