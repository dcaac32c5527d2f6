#include "graph/evaluator.hpp"

#include <algorithm>

namespace merlon {
namespace {

bool spreads(Relation relation) { return relation == Relation::upstream || relation == Relation::downstream; }

bool visit_all(std::span<const Element> list, const std::function<bool(Element)>& visit) {
  for (const Element e : list) {
    if (!visit(e)) return false;
  }
  return true;
}

}  // namespace

Evaluator::Evaluator(const Graph& g) : g_(g), kind_(g.catalog->vocabulary.find("kind")), columns_(g.catalog->n_memos), possible_(g.catalog->n_memos) {}

Tri Evaluator::eval(const Test& test, Element e) {
  switch (test.op) {
    case ConditionOp::fact: return eval_fact(test, e);
    case ConditionOp::relation: return eval_relation(test, e);
    case ConditionOp::all: {
      Tri value = Tri::yes;
      for (const Test& child : test.children) {
        value = both(value, eval(child, e));
        if (value == Tri::no) break;
      }
      return value;
    }
    case ConditionOp::any:
    case ConditionOp::none: break;
  }
  Tri value = Tri::no;
  for (const Test& child : test.children) {
    value = either(value, eval(child, e));
    if (value == Tri::yes) break;
  }
  return test.op == ConditionOp::none ? negated(value) : value;
}

Tri Evaluator::eval_fact(const Test& test, Element e) const {
  const FactTable& facts = g_.facts;
  Tri value = Tri::no;
  for (const uint32_t wanted : test.values) value = either(value, facts.is(test.fact, e, wanted));
  if (test.at_least != Test::kUnbounded && test.at_most != Test::kUnbounded) {
    return both(facts.at_least(test.fact, e, test.at_least), facts.at_most(test.fact, e, test.at_most));
  }
  if (test.at_least != Test::kUnbounded) return facts.at_least(test.fact, e, test.at_least);
  if (test.at_most != Test::kUnbounded) return facts.at_most(test.fact, e, test.at_most);
  // A level that is one of several: unknown bounds that lie wholly inside of the list are known enough.
  if (value == Tri::unknown && g_.catalog->vocabulary.facts[test.fact].def.type == FactType::level) {
    bool inside = true;
    for (int32_t v = facts.low(test.fact, e); v <= facts.high(test.fact, e); ++v) {
      bool listed = false;
      for (const uint32_t wanted : test.values) listed = listed || static_cast<int32_t>(wanted) == v;
      inside = inside && listed;
    }
    if (inside) return Tri::yes;
  }
  // Both values of a bool are always one of the two.
  if (value == Tri::unknown && test.values.size() == 2 &&
      g_.catalog->vocabulary.facts[test.fact].def.type == FactType::boolean) {
    return Tri::yes;
  }
  return value;
}

Tri Evaluator::eval_relation(const Test& test, Element e) {
  return spreads(test.relation) ? eval_spread(test, e) : eval_neighbours(test, e);
}

Tri Evaluator::eval_neighbours(const Test& test, Element e) {
  Tri value = Tri::no;
  const auto certain = [&](Neighbour n) {
    Tri one = eval(test.children[0], n.element);
    if (!n.certain) one = both(one, Tri::unknown);
    value = either(value, one);
    return value != Tri::yes;
  };
  const bool hidden = neighbours(test.relation, e, certain, [&](Possible possible) { value = either(value, met_by_possible(test, possible)); });
  return value == Tri::yes ? value : hidden ? Tri::unknown : value;
}

void Evaluator::each_possible(Possible possible, const std::function<bool(Element)>& visit) const {
  constexpr OpenList kLists[] = {OpenList::reads, OpenList::writes, OpenList::uses, OpenList::serves};
  if (possible != Possible::used) {
    visit_all(g_.open_elements[static_cast<size_t>(kLists[static_cast<size_t>(possible)])], visit);
    return;
  }
  // Software that is described may be what it uses, and so may software that is not.
  for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
    if (usable(a) && !visit(a)) return;
  }
  visit(g_.hidden_software);
}

// Whether one of those may meet the condition; the same for every element, so asked once.
Tri Evaluator::met_by_possible(const Test& test, Possible possible) {
  if (possible_[test.memo] == 0) {
    Tri value = Tri::no;
    each_possible(possible, [&](Element n) {
      value = both(eval(test.children[0], n), Tri::unknown);
      return value == Tri::no;
    });
    possible_[test.memo] = static_cast<uint8_t>(static_cast<uint8_t>(value) + 1);
  }
  return static_cast<Tri>(possible_[test.memo] - 1);
}

// Whether an open `uses` may name this asset: software, configuration or a credential.
bool Evaluator::usable(Element asset) const {
  if (asset == g_.hidden_software) return true;
  return g_.kind[asset] != kNone && g_.facts.is(kind_, g_.hidden_software, g_.kind[asset]) != Tri::no;
}

bool Evaluator::neighbours(Relation relation, Element e, const Visit& visit, const std::function<void(Possible)>& possible) const {
  const auto certain = [&](Element n) { return visit({n, true}); };
  const auto rows = [&](const Adjacency& list) { return visit_all(list.of(e), certain); };
  const auto range = [&](ElementKind kind) {
    const auto k = static_cast<size_t>(kind);
    for (Element n = g_.first[k]; n < g_.first[k + 1]; ++n) {
      if (!visit({n, true})) return;
    }
  };
  switch (relation) {
    case Relation::reads: return rows(g_.reads) && g_.is_open(OpenList::reads, e);
    case Relation::writes: return rows(g_.writes) && g_.is_open(OpenList::writes, e);
    case Relation::serves: return rows(g_.serves) && g_.is_open(OpenList::serves, e);
    case Relation::uses:
      if (rows(g_.uses) && g_.is_open(OpenList::uses, e)) possible(Possible::used);
      return false;
    case Relation::read_by:
      if (rows(g_.read_by) && e < g_.n_nodes()) possible(Possible::readers);
      return false;
    case Relation::used_by:
      if (rows(g_.used_by) && usable(e)) possible(Possible::users);
      return false;
    case Relation::written_by:
      if (!rows(g_.written_by) || e >= g_.n_nodes()) return false;
      possible(Possible::writers);
      return g_.is_open(OpenList::writers, e);
    case Relation::calls:
      if (rows(g_.calls)) possible(Possible::callers);
      return false;
    case Relation::in:
      for (Element h = e < g_.n_nodes() ? g_.holder[e] : kNone; h != kNone; h = g_.holder[h]) {
        if (!visit({h, true})) break;
      }
      return false;
    case Relation::holds: rows(g_.holds); return false;
    case Relation::boundary: {
      for (Element b = g_.boundary[e]; b != kNone; b = g_.boundary[b]) {
        if (!visit({b, true})) return false;
      }
      if (g_.kind_of(e) == ElementKind::boundary || g_.boundary[e] != kNone) return false;
      if (g_.kind_of(e) != ElementKind::flow) return e < g_.n_nodes() || e == g_.hidden_software;
      return g_.boundary[g_.flow(e).from] == kNone || g_.boundary[g_.flow(e).to] == kNone;
    }
    case Relation::inside:
      if (!rows(g_.inside)) return false;
      for (Element n = 0; n < g_.n_nodes(); ++n) {
        if (g_.boundary[n] == kNone && !visit({n, false})) return false;
      }
      return hidden_node();
    case Relation::from: visit({g_.flow(e).from, true}); return false;
    case Relation::to: visit({g_.flow(e).to, true}); return false;
    case Relation::carries: {
      if (!rows(g_.carries)) return false;
      const Flow& f = g_.flow(e);
      if (g_.kind_of(f.from) == ElementKind::asset) return visit({f.from, true}), false;
      if (f.kind == FlowKind::writes) return visit({f.to, true}), false;
      return !f.carries_given;
    }
    case Relation::after: {
      // Transitive: everything that must have run before.
      std::vector<Element> todo(g_.after.of(e).begin(), g_.after.of(e).end());
      std::vector<bool> seen(g_.n_stages);
      for (size_t i = 0; i < todo.size(); ++i) {
        if (seen[todo[i]]) continue;
        seen[todo[i]] = true;
        if (!visit({todo[i], true})) return false;
        todo.insert(todo.end(), g_.after.of(todo[i]).begin(), g_.after.of(todo[i]).end());
      }
      return false;
    }
    case Relation::flows_in:
    case Relation::flows_out: {
      const bool in = relation == Relation::flows_in;
      if (!rows(in ? g_.flows_in : g_.flows_out)) return false;
      return hidden_flow(e, in);
    }
    case Relation::stages: range(ElementKind::stage); return false;
    case Relation::assets: range(ElementKind::asset); return hidden_node();
    case Relation::actors: range(ElementKind::actor); return hidden_node();
    case Relation::flows:
      // What an open list will name flows as well.
      range(ElementKind::flow);
      return hidden_node();
    case Relation::boundaries: range(ElementKind::boundary); return false;
    case Relation::upstream:
    case Relation::downstream: break;
  }
  return false;
}

// Whether an open list somewhere may name something that nobody described.
bool Evaluator::hidden_node() const {
  return std::any_of(g_.open_elements.begin(), g_.open_elements.end(), [](const auto& list) { return !list.empty(); });
}

// Whether an open list, here or at the other end, may hide a flow.
bool Evaluator::hidden_flow(Element e, bool in) const {
  const auto some = [&](OpenList list) { return !g_.open_elements[static_cast<size_t>(list)].empty(); };
  switch (g_.kind_of(e)) {
    case ElementKind::stage:
      return g_.is_open(OpenList::serves, e) || (in ? g_.is_open(OpenList::reads, e) || g_.is_open(OpenList::uses, e)
                                                    : g_.is_open(OpenList::writes, e)) ||
             (!in && some(OpenList::serves));
    case ElementKind::asset:
      return in ? some(OpenList::writes) || g_.is_open(OpenList::writers, e) : some(OpenList::reads) || some(OpenList::uses);
    case ElementKind::actor: return !in && hidden_node();  // who writes what nobody described is unknown
    default: return false;
  }
}

// ---- upstream and downstream -------------------------------------------------------------------------------------

// Of what a flow carries without an id, and of software that nobody described, no edges are told.
Tri Evaluator::eval_spread(const Test& test, Element e) {
  if (e >= g_.n_nodes()) return Tri::unknown;
  return static_cast<Tri>(column(test)[e] - 1);
}

const std::vector<uint8_t>& Evaluator::column(const Test& test) {
  if (columns_[test.memo].empty()) {
    std::vector<uint8_t> values;
    fill(test, values);
    columns_[test.memo] = std::move(values);
  }
  return columns_[test.memo];
}

// What the condition says of an asset or actor that nobody described: every fact that it can have is unknown.
Tri Evaluator::of_hidden(const Test& test, ElementKind kind) const {
  if (test.op == ConditionOp::fact) return g_.catalog->vocabulary.facts[test.fact].on(kind) ? Tri::unknown : Tri::no;
  if (test.op == ConditionOp::relation) return Tri::unknown;
  const bool all = test.op == ConditionOp::all;
  Tri value = tri(all);
  for (const Test& child : test.children) {
    const Tri one = of_hidden(child, kind);
    value = all ? both(value, one) : either(value, one);
  }
  return test.op == ConditionOp::none ? negated(value) : value;
}

// What the condition says of a vertex as a neighbour: of nodes the condition, of doors and lists nothing, of what is
// hidden that it may be so.  What comes from nobody knows where may come from a stage that is not drawn; what goes out
// goes to an asset or to somebody, because a stage that nobody drew watches and reviews nothing.
Tri Evaluator::at_vertex(const Test& test, uint32_t v, bool upwards) {
  const FlowGraph& flows = g_.flow_graph;
  if (flows.is_node(v)) return eval(test, v);
  if (v == flows.software()) return both(Tri::unknown, eval(test, g_.hidden_software));
  if (upwards) return flows.is_hidden_source(v) ? Tri::unknown : Tri::no;
  Tri may = Tri::no;
  if (v == flows.thing() || v == flows.out()) may = of_hidden(test, ElementKind::asset);
  if (v == flows.out()) may = either(may, of_hidden(test, ElementKind::actor));
  return both(Tri::unknown, may);
}

// up(x) = max over arcs p -> x of arc AND (c(p) OR (NOT avoid(p) AND up(p))), where people are avoided: first all that
// is certain, then all that is possible, each one search over the graph.
void Evaluator::fill(const Test& test, std::vector<uint8_t>& values) {
  const FlowGraph& flows = g_.flow_graph;
  const bool upwards = test.relation == Relation::upstream;
  const uint32_t n = flows.size();
  std::vector<Tri> meets(n), avoid(n, Tri::no);
  for (uint32_t v = 0; v < n; ++v) {
    meets[v] = at_vertex(test.children[0], v, upwards);
    if (g_.is_person(v)) avoid[v] = Tri::yes;
    else if (test.children.size() > 1 && flows.is_node(v)) avoid[v] = eval(test.children[1], v);
  }
  std::vector<Tri> value(n, Tri::no);
  for (const Tri level : {Tri::yes, Tri::unknown}) {
    std::vector<uint32_t> todo;
    const auto reach = [&](uint32_t from) {
      for (const FlowGraph::Arc arc : upwards ? flows.after(from) : flows.before(from)) {
        if ((level == Tri::yes && !arc.certain) || value[arc.vertex] >= level) continue;
        value[arc.vertex] = level;
        todo.push_back(arc.vertex);
      }
    };
    for (uint32_t v = 0; v < n; ++v) {
      if (meets[v] >= level) reach(v);
      // What was certain before is also a way for what is only possible.
      if (level == Tri::unknown && value[v] == Tri::yes && negated(avoid[v]) >= level) reach(v);
    }
    for (size_t i = 0; i < todo.size(); ++i) {
      if (negated(avoid[todo[i]]) >= level) reach(todo[i]);
    }
  }
  values.resize(n);
  for (uint32_t v = 0; v < n; ++v) values[v] = static_cast<uint8_t>(static_cast<uint8_t>(value[v]) + 1);
}

}  // namespace merlon
