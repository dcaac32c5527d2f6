// What plugins are told by `reachability/1`, `lineage/1`, `dominators/1`, `attack-paths/1`, `feedback-loops/1` and `boundaries/1`,
// against searches that know nothing of components, trees or blocks.
#include <merlon/abi.h>

#include <algorithm>
#include <functional>
#include <set>

#include "catch.hpp"
#include "engine/views.hpp"
#include "generator.hpp"
#include "graph/analyses/content.hpp"
#include "world.hpp"

namespace {

using merlon::ContentRules;
using merlon::CoreFacts;
using merlon::Element;
using merlon::FlowGraph;
using merlon::Graph;
using merlon::kNone;
using merlon::Tri;
using merlon::Views;

const laws::House& house() {
  static const laws::House house;
  return house;
}

// Every random graph with all its views.
template <class Visit>
void each_graph(const Visit& visit) {
  size_t graphs = 0;
  for (uint64_t seed = 1; seed <= ANALYSES_SEEDS; ++seed) {
    laws::Random random(seed * 7919);
    const auto w = laws::graph_of(laws::random_sketch(random, house().vocabulary()).text(), house().house.catalog);
    if (!w) continue;
    ++graphs;
    const Views views(w->g(), merlon::analyses::all(), nullptr);
    INFO("seed " << seed);
    visit(w->g(), views);
  }
  CHECK(graphs > ANALYSES_SEEDS / 2);
}

using Passes = std::function<bool(uint32_t from, const FlowGraph::Arc&)>;

// Vertices that are reached over at least one arc; people begin and end ways, `without` stops them.
std::vector<bool> reached(const Graph& g, uint32_t from, const Passes& passes, const std::set<uint32_t>& without = {}) {
  std::vector<bool> seen(g.flow_graph.size());
  std::vector<uint32_t> todo = {from};
  for (size_t i = 0; i < todo.size(); ++i) {
    if (i > 0 && g.is_person(todo[i])) continue;
    for (const FlowGraph::Arc arc : g.flow_graph.after(todo[i])) {
      if (seen[arc.vertex] || without.contains(arc.vertex) || !passes(todo[i], arc)) continue;
      seen[arc.vertex] = true;
      todo.push_back(arc.vertex);
    }
  }
  return seen;
}

bool certain(uint32_t, const FlowGraph::Arc& arc) { return arc.certain; }
bool possible(uint32_t, const FlowGraph::Arc&) { return true; }

uint32_t tri(bool must, bool may) { return must ? MRL_TRI_YES : may ? MRL_TRI_UNKNOWN : MRL_TRI_NO; }

// Elements of a path, as abi.h hands it out: nodes, and the flows between them where there are any.
template <class Ask>
std::vector<mrl_ref> path_of(const Ask& ask) {
  uint32_t n = 0;
  REQUIRE(ask(nullptr, 0u, &n) == MRL_OK);
  std::vector<mrl_ref> out(n);
  REQUIRE(ask(out.data(), n, &n) == MRL_OK);
  return out;
}

// Along `passes`, doors and what is hidden in between: each node leads to the next.
void check_path(const Graph& g, const std::vector<mrl_ref>& path, Element from, Element to, const Passes& passes) {
  std::vector<Element> nodes;
  for (const mrl_ref ref : path) {
    const Element e = merlon::from_ref(g, ref);
    REQUIRE(e != kNone);
    if (e < g.n_nodes()) nodes.push_back(e);
    else CHECK((g.flow(e).from == nodes.back()));
  }
  REQUIRE(nodes.size() >= 2);
  CHECK(nodes.front() == from);
  CHECK(nodes.back() == to);
  for (size_t i = 0; i + 1 < nodes.size(); ++i) {
    std::set<uint32_t> others;
    for (Element e = 0; e < g.n_nodes(); ++e) {
      if (e != nodes[i + 1]) others.insert(e);
    }
    CHECK(reached(g, nodes[i], passes, others)[nodes[i + 1]]);
  }
}

}  // namespace

TEST_CASE("what reaches what, and by which path") {
  size_t yes = 0, unknown = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_reachability*>(views.analysis("reachability/1"));
    for (Element from = 0; from < g.n_nodes(); ++from) {
      const auto must = reached(g, from, certain), may = reached(g, from, possible);
      for (Element to = 0; to < g.n_nodes(); ++to) {
        INFO(g.ids[from] << " -> " << g.ids[to]);
        const uint32_t got = view.reaches(&view, from, to);
        CHECK(got == tri(must[to], may[to]));
        yes += got == MRL_TRI_YES, unknown += got == MRL_TRI_UNKNOWN;
        const auto path = path_of([&](mrl_ref* out, uint32_t room, uint32_t* n) { return view.path(&view, from, to, out, room, n); });
        if (got == MRL_TRI_YES) check_path(g, path, from, to, certain);
        else if (!path.empty()) check_path(g, path, from, to, possible);
        if (got == MRL_TRI_NO) CHECK(path.empty());
      }
    }
    CHECK(view.reaches(&view, g.n_nodes(), 0) == MRL_TRI_NO);
  });
  CHECK(yes > ANALYSES_SEEDS);
  CHECK(unknown > ANALYSES_SEEDS);
}

TEST_CASE("where content comes from, and what models learned from") {
  size_t yes = 0, unknown = 0, learned = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_lineage*>(views.analysis("lineage/1"));
    const CoreFacts f(g.catalog->vocabulary);
    const ContentRules rules(g, f);
    const auto passes = [&](bool sure) {
      return [&, sure](uint32_t from, const FlowGraph::Arc& arc) {
        if (sure && !arc.certain) return false;
        if (rules.is_model(from) || rules.is_model(arc.vertex)) return true;
        const Tri pass = rules.passes(from, arc.vertex);
        return sure ? pass == Tri::yes : pass != Tri::no;
      };
    };
    for (Element source = 0; source < g.n_nodes(); ++source) {
      const auto must = reached(g, source, passes(true)), may = reached(g, source, passes(false));
      for (Element node = 0; node < g.n_nodes(); ++node) {
        INFO(g.ids[source] << " -> " << g.ids[node]);
        const uint32_t got = view.comes_from(&view, node, source);
        CHECK(got == tri(must[node], may[node]));
        yes += got == MRL_TRI_YES, unknown += got == MRL_TRI_UNKNOWN;
        // A model learned from data when they reach a stage that learns, which reaches the model.
        const bool data = g.kind_of(source) == merlon::ElementKind::asset && !rules.is_model(source);
        bool surely = false, maybe = false;
        for (uint32_t s = 0; data && rules.is_model(node) && s < g.flow_graph.size(); ++s) {
          const bool learner = s < g.n_stages && (f.stage_does(g, s, "train") || f.stage_does(g, s, "aggregate"));
          const bool hidden = !g.flow_graph.is_node(s);
          if (!learner && !hidden) continue;
          const bool before_may = may[s] || s == source, before_must = must[s];
          if (before_may && reached(g, s, passes(false))[node] && !g.is_person(s)) maybe = true;
          if (learner && before_must && reached(g, s, passes(true))[node]) surely = true;
        }
        const uint32_t learns = view.learns_from(&view, node, source);
        CHECK(learns == tri(surely, maybe));
        learned += learns == MRL_TRI_YES;
      }
    }
  });
  CHECK(yes > ANALYSES_SEEDS);
  CHECK(unknown > ANALYSES_SEEDS);
  CHECK(learned > ANALYSES_SEEDS / 20);
}

namespace {

// Steps of the shortest way from `from` to every vertex: people begin and end ways, only nodes count.
std::vector<uint32_t> steps_from(const Graph& g, uint32_t from, const Passes& passes) {
  std::vector<uint32_t> steps(g.flow_graph.size(), MRL_NONE);
  steps[from] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t v = 0; v < g.flow_graph.size(); ++v) {
      if (steps[v] == MRL_NONE || (v != from && g.is_person(v))) continue;
      for (const FlowGraph::Arc arc : g.flow_graph.after(v)) {
        const uint32_t there = steps[v] + (arc.vertex < g.n_nodes() ? 1 : 0);
        if (passes(v, arc) && there < steps[arc.vertex]) steps[arc.vertex] = there, changed = true;
      }
    }
  }
  return steps;
}

// 9-semantics S6: untrusted or unknown, brought in from outside, or hidden.
Tri attacker(const Graph& g, const CoreFacts& f, uint32_t v) {
  if (v >= g.n_nodes()) return v >= g.flow_graph.person() ? Tri::unknown : Tri::no;
  const Tri stands = g.facts.at_most(f.trust_of_place, v, merlon::untrusted);
  return g.kind_of(v) == merlon::ElementKind::asset ? std::max(stands, merlon::brings_in(g, f, v)) : stands;
}

}  // namespace

TEST_CASE("how far attackers are, and by which ways each of them comes") {
  size_t far = 0, maybe = 0, ways = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_attack_paths*>(views.analysis("attack-paths/1"));
    const CoreFacts f(g.catalog->vocabulary);
    std::vector<uint32_t> must(g.n_nodes(), MRL_NONE), may(g.n_nodes(), MRL_NONE);
    std::vector<std::vector<std::pair<uint32_t, Element>>> attackers(g.n_nodes());  // steps, who
    for (uint32_t v = 0; v < g.flow_graph.size(); ++v) {
      const Tri is = attacker(g, f, v);
      if (is == Tri::no) continue;
      const auto surely = steps_from(g, v, certain), possibly = steps_from(g, v, possible);
      for (Element e = 0; e < g.n_nodes(); ++e) {
        may[e] = std::min(may[e], possibly[e]);
        if (is != Tri::yes) continue;
        must[e] = std::min(must[e], surely[e]);
        if (surely[e] != MRL_NONE) attackers[e].emplace_back(surely[e], v);
      }
    }
    for (Element e = 0; e < g.n_nodes(); ++e) {
      INFO(g.ids[e]);
      CHECK(view.must[e] == must[e]);
      CHECK(view.may[e] == may[e]);
      far += must[e] != MRL_NONE && must[e] > 1, maybe += must[e] == MRL_NONE && may[e] != MRL_NONE;
      std::sort(attackers[e].begin(), attackers[e].end());
      for (uint32_t k = 0; k <= attackers[e].size(); ++k) {
        const auto path = path_of([&](mrl_ref* out, uint32_t room, uint32_t* n) { return view.path(&view, e, k, out, room, n); });
        if (k == attackers[e].size()) {
          CHECK(path.empty());
          continue;
        }
        const auto nodes = static_cast<uint32_t>(std::count_if(path.begin(), path.end(), [](mrl_ref r) { return r.kind != MRL_FLOW; }));
        CHECK(nodes == attackers[e][k].first + 1);
        CHECK(merlon::from_ref(g, path.front()) == attackers[e][k].second);
        if (nodes > 1) check_path(g, path, attackers[e][k].second, e, certain), ++ways;
        else CHECK(merlon::from_ref(g, path.back()) == e);
      }
    }
    uint32_t n = 0;
    CHECK(view.path(&view, g.n_nodes(), 0, nullptr, 0, &n) == MRL_ERR_ARGUMENT);
  });
  CHECK(far > ANALYSES_SEEDS / 10);
  CHECK(maybe > ANALYSES_SEEDS);
  CHECK(ways > ANALYSES_SEEDS);
}

TEST_CASE("what nothing gets around") {
  size_t yes = 0, unknown = 0, stores = 0, chains = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_dominators*>(views.analysis("dominators/1"));
    for (Element from = 0; from < g.n_nodes(); ++from) {
      const auto must = reached(g, from, certain), may = reached(g, from, possible);
      for (Element via = 0; via < g.n_nodes(); ++via) {
        // A store stops also what passes by what it holds.
        std::set<uint32_t> stops = {via};
        for (uint32_t v = g.n_nodes(); !g.holds.of(via).empty() && v < g.flow_graph.person(); ++v) {
          for (const FlowGraph::Arc arc : g.flow_graph.after(v)) {
            if (arc.vertex == via) stops.insert(v);
          }
        }
        const auto must_around = reached(g, from, certain, stops), may_around = reached(g, from, possible, stops);
        for (Element to = 0; to < g.n_nodes(); ++to) {
          INFO(g.ids[from] << " -> " << g.ids[to] << " by " << g.ids[via]);
          const bool end = via == from || via == to;
          const uint32_t got = view.passes(&view, from, to, via);
          uint32_t wanted = MRL_TRI_UNKNOWN;
          if (from == to || !may[to] || (!end && must[to] && must_around[to])) wanted = MRL_TRI_NO;
          else if (end || !may_around[to]) wanted = MRL_TRI_YES;
          CHECK(got == wanted);
          if (!end) yes += got == MRL_TRI_YES, unknown += got == MRL_TRI_UNKNOWN, stores += got == MRL_TRI_YES && stops.size() > 1;
        }
      }
      for (Element to = 0; to < g.n_nodes(); ++to) {
        const auto chain = path_of([&](mrl_ref* out, uint32_t room, uint32_t* n) { return view.chain(&view, from, to, out, room, n); });
        std::set<Element> named;
        for (const mrl_ref ref : chain) named.insert(merlon::from_ref(g, ref));
        CHECK(named.size() == chain.size());
        for (Element via = 0; via < g.n_nodes(); ++via) {
          const bool passed = view.passes(&view, from, to, via) == MRL_TRI_YES;
          if (named.contains(via)) CHECK(passed);
          else CHECK((!passed || !g.holds.of(via).empty()));
        }
        if (chain.empty()) continue;
        ++chains;
        CHECK(merlon::from_ref(g, chain.front()) == from);
        CHECK(merlon::from_ref(g, chain.back()) == to);
      }
    }
  });
  CHECK(yes > ANALYSES_SEEDS);
  CHECK(unknown > ANALYSES_SEEDS);
  CHECK(stores > ANALYSES_SEEDS / 50);
  CHECK(chains > ANALYSES_SEEDS);
}

TEST_CASE("what comes back as what is learned") {
  size_t must_be = 0, may_be = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_feedback_loops*>(views.analysis("feedback-loops/1"));
    const CoreFacts f(g.catalog->vocabulary);
    const auto loops = [&](bool sure, Element e) {
      // On one closed way with a stage that learns and one that answers; people pass on what they are told.
      const auto go = [&](uint32_t from) {
        std::vector<bool> seen(g.flow_graph.size());
        seen[from] = true;
        std::vector<uint32_t> todo = {from};
        for (size_t i = 0; i < todo.size(); ++i) {
          for (const FlowGraph::Arc arc : g.flow_graph.after(todo[i])) {
            if (seen[arc.vertex] || (sure && !arc.certain)) continue;
            seen[arc.vertex] = true;
            todo.push_back(arc.vertex);
          }
        }
        return seen;
      };
      const auto forth = go(e);
      bool learns = false, answers = false;
      for (Element s = 0; s < g.n_stages; ++s) {
        if (!forth[s] || !go(s)[e]) continue;
        learns = learns || f.stage_does(g, s, "train") || f.stage_does(g, s, "index");
        answers = answers || f.stage_does(g, s, "infer") || f.stage_does(g, s, "act");
      }
      return learns && answers;
    };
    for (Element e = 0; e < g.n_nodes(); ++e) {
      INFO(g.ids[e]);
      if (g.stated(f.on_feedback_loop, e).entry != nullptr || g.assumption(f.on_feedback_loop, e) != nullptr) continue;
      if (!g.facts.applies(f.on_feedback_loop, e)) continue;
      CHECK((view.must[e] != 0) == loops(true, e));
      CHECK((view.may[e] != 0) == loops(false, e));
      must_be += view.must[e], may_be += view.may[e];
    }
  });
  CHECK(must_be > ANALYSES_SEEDS / 50);
  CHECK(may_be > must_be);
}

TEST_CASE("which flows leave a place, and which rise") {
  size_t crossing = 0, rising = 0;
  each_graph([&](const Graph& g, const Views& views) {
    const auto& view = *static_cast<const mrl_boundaries*>(views.analysis("boundaries/1"));
    for (uint32_t i = 0; i < g.n_flows; ++i) {
      const merlon::Flow& flow = g.flow(g.first[3] + i);
      const Element a = g.boundary[flow.from], b = g.boundary[flow.to];
      CHECK(view.crosses[i] == (a == kNone || b == kNone ? MRL_TRI_UNKNOWN : a != b ? MRL_TRI_YES : MRL_TRI_NO));
      // Over all that the two places may be trusted.
      bool always = true, ever = false;
      for (int from = view.trust_must[flow.from]; from <= view.trust_may[flow.from]; ++from) {
        for (int to = view.trust_must[flow.to]; to <= view.trust_may[flow.to]; ++to) always = always && to > from, ever = ever || to > from;
      }
      CHECK(view.rises[i] == tri(always, ever));
      crossing += view.crosses[i] == MRL_TRI_YES, rising += view.rises[i] == MRL_TRI_YES;
    }
  });
  CHECK(crossing > ANALYSES_SEEDS / 10);
  CHECK(rising > ANALYSES_SEEDS / 50);
}
