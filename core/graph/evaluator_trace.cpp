// Why a condition has its value: the facts and witnesses that make it true, what is missing when it is unknown, what
// failed first when it is false.
#include <algorithm>

#include "graph/analyses/missing.hpp"
#include "graph/evaluator.hpp"

namespace merlon {
namespace {

void add_missing(Trace& out, Missing missing) {
  if (std::find(out.missing.begin(), out.missing.end(), missing) == out.missing.end()) {
    out.missing.push_back(std::move(missing));
  }
}

}  // namespace

Tri Evaluator::trace(const Test& test, Element e, Trace& out) {
  const Tri value = eval(test, e);
  switch (test.op) {
    case ConditionOp::fact: trace_fact(test, e, value, out); return value;
    case ConditionOp::relation: trace_relation(test, e, value, out); return value;
    case ConditionOp::all:
      for (const Test& child : test.children) {
        // Of a conjunction every part speaks for `yes`, the unknown ones for `unknown`, the first that fails for `no`.
        const Tri part = eval(child, e);
        if (value == Tri::yes || part == value) trace(child, e, out);
        if (value == Tri::no && part == Tri::no) return value;
      }
      return value;
    case ConditionOp::any:
      for (const Test& child : test.children) {
        if (eval(child, e) != value) continue;
        trace(child, e, out);
        if (value == Tri::yes) return value;
      }
      return value;
    case ConditionOp::none: break;
  }
  // `none` is true because every part is false, false because of the first that is true.
  for (const Test& child : test.children) {
    const Tri part = eval(child, e);
    if (part != negated(value)) continue;
    trace(child, e, out);
    if (part == Tri::yes) return value;
  }
  return value;
}

void Evaluator::trace_fact(const Test& test, Element e, Tri value, Trace& out) {
  if (value == Tri::unknown) {
    missing_fact(test.fact, e, out);
  } else {
    out.steps.push_back({Step::Kind::fact, value, e, test.fact, Relation::reads, {}});
    if (value != Tri::yes || !out.contribution.empty()) return;
    std::vector<Element> way = contribution(g_, test.fact, e, answers_);
    if (way.size() < 2) return;
    out.contribution = std::move(way);
    out.contributes = test.fact;
  }
}

// A defined fact is missing what its condition misses; one that an analysis derives, what the analysis lacked.
void Evaluator::missing_fact(FactId fact, Element e, Trace& out) {
  for (const Define& define : g_.catalog->defines) {
    if (define.fact != fact || g_.stated(fact, e).entry != nullptr) continue;
    Trace inner;
    trace(define.when, e, inner);
    for (Missing& m : inner.missing) add_missing(out, std::move(m));
    return;
  }
  std::vector<Missing> roots = missing_roots(g_, fact, e);
  if (roots.empty()) roots.push_back({e, g_.catalog->vocabulary.facts[fact].def.id});
  for (Missing& m : roots) add_missing(out, std::move(m));
}

void Evaluator::trace_relation(const Test& test, Element e, Tri value, Trace& out) {
  if (test.relation == Relation::upstream || test.relation == Relation::downstream) {
    return trace_spread(test, e, value, out);
  }
  bool found = false;
  const auto visit = [&](Neighbour n) {
    const Tri one = both(eval(test.children[0], n.element), n.certain ? Tri::yes : Tri::unknown);
    if (one != value || value == Tri::no) return true;
    if (value == Tri::yes) {
      found = true;
      if (!test.as.empty()) out.witnesses.emplace_back(test.as, n.element);
      out.steps.push_back({Step::Kind::neighbour, value, n.element, kNone, test.relation, {}});
      trace(test.children[0], n.element, out);
      return false;
    }
    if (n.certain) {
      trace(test.children[0], n.element, out);
    } else if (n.element == g_.hidden_software || test.relation == Relation::uses) {
      add_missing(out, {e, "uses"});
    } else {
      missing_lists(test.relation, n.element, out);
    }
    return true;
  };
  const bool hidden = neighbours(test.relation, e, visit, [&](Possible possible) {
    each_possible(possible, [&](Element n) { return visit({n, false}); });
  });
  if (value == Tri::unknown && hidden && !found) missing_lists(test.relation, e, out);
}

// Every list that may name something that nobody described.
void Evaluator::missing_anywhere(Trace& out) const {
  for (size_t list = 0; list < kOpenListWords.size(); ++list) {
    for (const Element e : g_.open_elements[list]) add_missing(out, {e, std::string(kOpenListWords[list])});
  }
}

// The list whose absence leaves a relation open, seen from the element that has it.
void Evaluator::missing_lists(Relation relation, Element e, Trace& out) const {
  const auto list = [&](std::string_view name) { add_missing(out, {e, std::string(name)}); };
  switch (relation) {
    case Relation::read_by: return list("reads");
    case Relation::used_by: return list("uses");
    case Relation::written_by: return list(e < g_.n_stages ? "writes" : "origin");
    case Relation::calls: return list("serves");
    case Relation::flows_in:
    case Relation::flows_out: {
      bool own = false;
      for (size_t open = 0; open < kOpenListWords.size(); ++open) {
        if (g_.open[open].test(e)) list(kOpenListWords[open]), own = true;
      }
      if (own) return;
      return missing_anywhere(out);
    }
    case Relation::inside: return g_.kind_of(e) == ElementKind::boundary ? missing_anywhere(out) : list("boundary");
    case Relation::assets:
    case Relation::actors:
    case Relation::flows: return missing_anywhere(out);
    default: return list(kRelationWords[static_cast<size_t>(relation)]);
  }
}

// The way from the first witness (document order) to the element, over arcs that count.
std::vector<Element> Evaluator::path(const Test& test, Element e, Element& witness) {
  const FlowGraph& flows = g_.flow_graph;
  const bool upwards = test.relation == Relation::upstream;
  std::vector<uint32_t> from(flows.size(), kNone);
  std::vector<uint32_t> todo = {e};
  witness = kNone;
  for (size_t i = 0; i < todo.size(); ++i) {
    const uint32_t v = todo[i];
    const bool avoided = test.children.size() > 1 && flows.is_node(v) && eval(test.children[1], v) != Tri::no;
    if (v != e && (avoided || g_.is_person(v))) continue;
    for (const FlowGraph::Arc arc : upwards ? flows.before(v) : flows.after(v)) {
      if (!arc.certain || from[arc.vertex] != kNone) continue;
      from[arc.vertex] = v;
      todo.push_back(arc.vertex);
      if (flows.is_node(arc.vertex) && eval(test.children[0], arc.vertex) == Tri::yes) {
        witness = std::min(witness, arc.vertex);
      }
    }
  }
  std::vector<Element> way;
  for (uint32_t v = witness; v != kNone; v = v == e ? kNone : from[v]) {
    if (flows.is_node(v) && (way.empty() || way.back() != v)) way.push_back(v);
    if (way.size() > flows.size()) break;
  }
  if (!upwards) std::reverse(way.begin(), way.end());
  return way;
}

void Evaluator::trace_spread(const Test& test, Element e, Tri value, Trace& out) {
  if (value == Tri::no) return;
  if (value == Tri::yes) {
    Element witness = kNone;
    std::vector<Element> way = path(test, e, witness);
    if (!test.as.empty()) out.witnesses.emplace_back(test.as, witness);
    out.steps.push_back({Step::Kind::path, value, witness, kNone, test.relation, std::move(way)});
    trace(test.children[0], witness, out);
    return;
  }
  const bool upwards = test.relation == Relation::upstream;
  const FlowGraph& flows = g_.flow_graph;
  if (e >= g_.n_nodes()) return add_missing(out, {e, "origin"});
  std::vector<bool> seen(flows.size());
  std::vector<uint32_t> todo = {e};
  std::vector<uint32_t> unknown;
  for (size_t i = 0; i < todo.size(); ++i) {
    const uint32_t v = todo[i];
    if (v != e && g_.is_person(v)) continue;
    if (flows.is_node(v)) missing_sides(g_, v, upwards, out.missing);
    for (const FlowGraph::Arc arc : upwards ? flows.before(v) : flows.after(v)) {
      // Behind what is hidden there is nothing more to ask for than which lists lead there.
      if (flows.is_hidden(v) && flows.is_node(arc.vertex)) {
        missing_far_side(g_, v, arc.vertex, out.missing);
        continue;
      }
      // Only a model that may be hosted is joined to a stage by an arc that is not certain.
      if (!arc.certain && flows.is_node(v) && flows.is_node(arc.vertex)) {
        add_missing(out, {v < g_.n_stages ? arc.vertex : v, "origin"});
      }
      if (seen[arc.vertex]) continue;
      seen[arc.vertex] = true;
      todo.push_back(arc.vertex);
      if (flows.is_node(arc.vertex)) unknown.push_back(arc.vertex);
    }
  }
  std::sort(unknown.begin(), unknown.end());
  for (const uint32_t v : unknown) {
    if (eval(test.children[0], v) == Tri::unknown) trace(test.children[0], v, out);
    const bool unsure = test.children.size() > 1 && eval(test.children[1], v) == Tri::unknown;
    if (unsure) trace(test.children[1], v, out);
  }
}

std::string Evaluator::first_failure(const Test& test, Element e) {
  if (eval(test, e) != Tri::no) return {};
  if (test.op != ConditionOp::all) return describe(test, *g_.catalog);
  for (const Test& child : test.children) {
    std::string failure = first_failure(child, e);
    if (!failure.empty()) return failure;
  }
  return {};
}

}  // namespace merlon
