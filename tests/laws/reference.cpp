#include "reference.hpp"

#include <algorithm>

#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>

#include "catalog/link.hpp"
#include "graph/analyses/crossings.hpp"
#include "graph/csr_boost.hpp"
#include "graph/evaluator.hpp"

namespace laws {
namespace {

using merlon::Condition;
using merlon::ConditionOp;
using merlon::ElementMask;
using merlon::Fact;
using merlon::FactType;
using merlon::FlowGraph;
using merlon::Relation;

class Questions {
 public:
  Questions(Random& random, const merlon::Vocabulary& v) : r_(random), v_(v) {}

  Condition condition(ElementMask on, int depth) {
    const size_t which = r_.below(10);
    if (depth == 0 || which < 3) return fact(on);
    if (which < 6) return relation(on, depth);
    Condition c;
    c.op = which < 8 ? ConditionOp::all : which < 9 ? ConditionOp::any : ConditionOp::none;
    for (size_t n = r_.between(1, 3); n > 0; --n) c.children.push_back(condition(on, depth - 1));
    return c;
  }

  Condition spread(ElementMask on, int depth) {
    Condition c = relation(on, depth);
    c.relation = r_.percent(50) ? Relation::upstream : Relation::downstream;
    const ElementMask there = merlon::reached(c.relation, on);
    c.children = {condition(there, depth - 1)};
    if (r_.percent(50)) c.children.push_back(condition(there, depth - 1));
    return c;
  }

 private:
  Condition fact(ElementMask on) {
    const Fact* f = nullptr;
    do f = &r_.of(v_.facts);
    while ((f->def.on & on) == 0 || f->def.type == FactType::text);
    Condition c;
    c.op = ConditionOp::fact;
    c.name = f->def.id;
    if (f->def.type == FactType::boolean) {
      c.values = {r_.percent(50) ? "true" : "false"};
    } else if (f->def.type == FactType::integer) {
      c.at_least = std::to_string(r_.below(3));
    } else if (f->def.type == FactType::level && r_.percent(60)) {
      (r_.percent(70) ? c.at_least : c.at_most) = r_.of(f->values);
    } else {
      for (size_t n = r_.between(1, 2); n > 0; --n) c.values.push_back(r_.of(f->values));
    }
    return c;
  }

  Condition relation(ElementMask on, int depth) {
    Condition c;
    c.op = ConditionOp::relation;
    do c.relation = static_cast<Relation>(r_.below(merlon::kRelationWords.size()));
    while (merlon::reached(c.relation, on) == 0);
    const ElementMask there = merlon::reached(c.relation, on);
    c.children = {condition(there, depth - 1)};
    const bool spreads = c.relation == Relation::upstream || c.relation == Relation::downstream;
    if (spreads && r_.percent(40)) c.children.push_back(condition(there, depth - 1));
    return c;
  }

  Random& r_;
  const merlon::Vocabulary& v_;
};

bool spreads(const merlon::Test& t) {
  return t.op == ConditionOp::relation && (t.relation == Relation::upstream || t.relation == Relation::downstream);
}

// Whether some asset or actor that nobody described could meet the condition: what it can't have is false.
bool may_hold(const Graph& g, const merlon::Test& t, merlon::ElementKind kind, bool wanted = true) {
  const auto some = [&](bool as) {
    return std::any_of(t.children.begin(), t.children.end(), [&](const merlon::Test& c) { return may_hold(g, c, kind, as); });
  };
  const auto every = [&](bool as) {
    return std::all_of(t.children.begin(), t.children.end(), [&](const merlon::Test& c) { return may_hold(g, c, kind, as); });
  };
  switch (t.op) {
    case ConditionOp::fact: return !wanted || g.catalog->vocabulary.facts[t.fact].on(kind);
    case ConditionOp::relation: return true;
    case ConditionOp::all: return wanted ? every(true) : some(false);
    case ConditionOp::any: return wanted ? some(true) : every(false);
    case ConditionOp::none: break;
  }
  return wanted ? every(false) : some(true);
}

// max over simple paths of min(arcs, what the end meets, what is not avoided in between).
class Paths {
 public:
  Paths(const Graph& g, const merlon::Test& test) : flows_(g.flow_graph), up_(test.relation == Relation::upstream) {
    merlon::Evaluator evaluator(g);
    for (uint32_t v = 0; v < flows_.size(); ++v) {
      Tri meets = Tri::no, avoid = Tri::no;
      if (flows_.is_node(v)) {
        meets = evaluator.eval(test.children[0], v);
        if (test.children.size() > 1) avoid = evaluator.eval(test.children[1], v);
        if (g.kind_of(v) == ElementKind::actor) avoid = Tri::yes;
      } else if (up_ && flows_.is_hidden_source(v)) {
        meets = Tri::unknown;
      } else if (!up_ && (v == flows_.out() || v == flows_.thing())) {
        const bool may = may_hold(g, test.children[0], merlon::ElementKind::asset) ||
                         (v == flows_.out() && may_hold(g, test.children[0], merlon::ElementKind::actor));
        meets = may ? Tri::unknown : Tri::no;
      } else if (v == flows_.software()) {
        meets = merlon::both(Tri::unknown, evaluator.eval(test.children[0], g.hidden_software));
      }
      meets_.push_back(meets);
      pass_.push_back(merlon::negated(avoid));
    }
  }

  /// Nothing when there are too many paths.
  std::optional<Tri> at(uint32_t v) {
    best_ = Tri::no;
    steps_ = 0;
    on_path_.assign(flows_.size(), false);
    go(v, Tri::yes);
    if (steps_ > kMost) return std::nullopt;
    return best_;
  }

 private:
  void go(uint32_t v, Tri so_far) {
    if (++steps_ > kMost) return;
    for (const FlowGraph::Arc arc : up_ ? flows_.before(v) : flows_.after(v)) {
      const Tri here = merlon::both(so_far, arc.certain ? Tri::yes : Tri::unknown);
      best_ = merlon::either(best_, merlon::both(here, meets_[arc.vertex]));
      const Tri on = merlon::both(here, pass_[arc.vertex]);
      if (on <= best_ || on_path_[arc.vertex]) continue;
      on_path_[arc.vertex] = true;
      go(arc.vertex, on);
      on_path_[arc.vertex] = false;
    }
  }

  static constexpr uint64_t kMost = 20'000;
  const FlowGraph& flows_;
  bool up_;
  std::vector<Tri> meets_, pass_;
  std::vector<bool> on_path_;
  Tri best_ = Tri::no;
  uint64_t steps_ = 0;
};

}  // namespace

std::vector<House::Question> random_questions(merlon::Catalog& catalog) {
  Random random(4711);
  Questions questions(random, catalog.vocabulary);
  std::vector<House::Question> out;
  while (out.size() < 120) {
    const bool node = out.size() % 2 == 0;
    const ElementMask on = merlon::mask_of(static_cast<ElementKind>(random.below(node ? 3 : 6)));
    const Condition c = node ? questions.spread(on, 2) : questions.condition(on, 3);
    std::vector<merlon::LinkProblem> problems;
    House::Question q{on, {}, merlon::link_condition(catalog, catalog.n_memos, c, on, "laws", problems)};
    if (!problems.empty()) continue;
    q.text = merlon::describe(q.test, catalog);
    out.push_back(std::move(q));
  }
  return out;
}

Violations paths_one_by_one(const House& house, const World& w, PathCount& count) {
  Violations out;
  const Graph& g = w.g();
  merlon::Evaluator evaluator(g);
  for (const House::Question& q : house.pool) {
    if (!spreads(q.test)) continue;
    Paths paths(g, q.test);
    for (Element e = 0; e < g.n_nodes(); ++e) {
      if ((q.on & merlon::mask_of(g.kind_of(e))) == 0) continue;
      const auto naive = paths.at(e);
      ++(naive ? count.compared : count.too_many_paths);
      if (naive && *naive != evaluator.eval(q.test, e)) out.push_back({"paths one by one", q.text + " at " + g.ids[e]});
    }
  }
  return out;
}

Violations components(const World& w) {
  Violations out;
  for (const bool certain : {true, false}) {
    const merlon::FlowView view(w.g().flow_graph, certain);
    const uint32_t n = view.size();
    std::vector<uint32_t> component(n);
    boost::strong_components(view, boost::make_iterator_property_map(component.begin(), boost::identity_property_map()));
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n));
    for (uint32_t v = 0; v < n; ++v) {
      reach[v][v] = true;
      for (const FlowGraph::Arc arc : w.g().flow_graph.after(v)) {
        if (arc.certain || !certain) reach[v][arc.vertex] = true;
      }
    }
    for (uint32_t k = 0; k < n; ++k) {
      for (uint32_t i = 0; i < n; ++i) {
        for (uint32_t j = 0; j < n && reach[i][k]; ++j) reach[i][j] = reach[i][j] || reach[k][j];
      }
    }
    for (uint32_t i = 0; i < n; ++i) {
      for (uint32_t j = 0; j < n; ++j) {
        if ((component[i] == component[j]) != (reach[i][j] && reach[j][i])) {
          out.push_back({"components", fmt::format("vertices {} and {}", i, j)});
        }
      }
    }
  }
  return out;
}

Violations crossings(const World& w) {
  Violations out;
  const Graph& g = w.g();
  const merlon::CoreFacts f(g.catalog->vocabulary);
  const FlowGraph& flows = g.flow_graph;
  const auto place = [&](uint32_t v) {
    const bool told = flows.is_node(v) && g.facts.applies(f.trust_of_place, v);
    return told ? merlon::Bounds{g.facts.low(f.trust_of_place, v), g.facts.high(f.trust_of_place, v)}
                : merlon::Bounds{merlon::untrusted, merlon::restricted_trust};
  };
  for (const bool certain : {true, false}) {
    for (uint32_t source = 0; source < g.n_nodes(); ++source) {
      std::vector<int32_t> distance(flows.size(), merlon::kUnreached);
      distance[source] = 0;
      for (uint32_t round = 0; round <= flows.size(); ++round) {
        for (uint32_t v = 0; v < flows.size(); ++v) {
          const bool somebody_else = v != source && g.is_person(v);  // people end a path
          if (distance[v] == merlon::kUnreached || somebody_else) continue;
          for (const FlowGraph::Arc arc : flows.after(v)) {
            if (certain && !arc.certain) continue;
            const merlon::Bounds here = place(v), there = place(arc.vertex);
            const int32_t step = (certain ? here.low < there.high : here.high < there.low) ? 1 : 0;
            distance[arc.vertex] = std::min(distance[arc.vertex], distance[v] + step);
          }
        }
      }
      if (distance != merlon::fewest_crossings(g, f, {source}, certain)) out.push_back({"crossings", "from " + g.ids[source]});
    }
  }
  return out;
}

}  // namespace laws
