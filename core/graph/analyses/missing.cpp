#include "graph/analyses/missing.hpp"

#include <algorithm>

#include "graph/analyses/answers.hpp"
#include "graph/analyses/content.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

void add(std::vector<Missing>& out, Missing m) {
  if (std::find(out.begin(), out.end(), m) == out.end()) out.push_back(std::move(m));
}

class Roots {
 public:
  explicit Roots(const Graph& g) : g_(g), f_(g.catalog->vocabulary), rules_(g, f_) {}

  std::vector<Missing> of(FactId fact, Element e) {
    if (fact == f_.content_trust || fact == f_.contributed_by) {
      content(e, false);
    } else if (fact == f_.influence_trust) {
      content(e, true);
    } else if (fact == f_.queryable_by || fact == f_.prompted_by) {
      callers(e, fact == f_.prompted_by);
      if (fact == f_.prompted_by) own(e, OpenList::reads, "reads");
    } else if (fact == f_.answered_to) {
      viewers(e);
    } else if (fact == f_.input_trust) {
      callers(e);
      content(e, false);
    } else if (fact == f_.on_feedback_loop) {
      for (Element n = 0; n < g_.n_nodes(); ++n) missing_sides(g_, n, true, out_), missing_sides(g_, n, false, out_);
    } else if (fact == f_.sensitivity) {
      // What a model is worth does not follow from what is in it.
      if (!rules_.is_model(e)) ask(e, f_.contains);
      ask(e, f_.sensitivity);
    } else if (fact == f_.private_reach) {
      reach(e, {f_.sensitivity, f_.can});
    } else if (fact == f_.widens_access) {
      reach(e, {f_.readable_by});
      callers(e);
      ask(e, f_.acts_as);
    } else if (fact == f_.lends_reach) {
      reach(e, {f_.readable_by});
      content(e, false);
    } else if (fact == f_.steered_by) {
      own(e, OpenList::uses, "uses");
      for (const Element a : g_.uses.of(e)) ask(a, f_.writable_by);
    } else if (fact == f_.wider_than_source) {
      ask(e, f_.readable_by);
      upstream(e, [&](Element a) { ask(a, f_.readable_by); });
    } else if (fact == f_.paradigms || fact == f_.remembers) {
      own(e, OpenList::reads, "reads");
      if (fact == f_.remembers) own(e, OpenList::writes, "writes");
    } else if (fact == f_.trust_of_place || fact == f_.crosses_boundary) {
      place(e);
    } else if (fact == f_.owned) {
      add(out_, {e, "owner"});
    }
    return std::move(out_);
  }

 private:
  void ask(Element e, FactId fact) {
    if (fact == kNone || !g_.facts.applies(fact, e) || g_.facts.known(fact, e)) return;
    add(out_, {e, g_.catalog->vocabulary.facts[fact].def.id});
  }
  void own(Element e, OpenList list, const char* name) {
    if (g_.is_open(list, e)) add(out_, {e, name});
  }

  template <class Visit>
  void upstream(Element e, Visit visit) {
    std::vector<bool> seen(g_.flow_graph.size());
    std::vector<uint32_t> todo = {e};
    std::vector<Element> assets;
    seen[e] = true;
    for (size_t i = 0; i < todo.size(); ++i) {
      const uint32_t v = todo[i];
      if (g_.is_person(v) && v != e) continue;
      if (v < g_.n_nodes()) missing_sides(g_, v, true, out_);
      if (v < g_.n_nodes() && g_.kind_of(v) == ElementKind::asset) assets.push_back(v);
      if (v < g_.n_stages) carried(v);
      if (g_.flow_graph.is_hidden(v)) continue;
      for (const FlowGraph::Arc arc : g_.flow_graph.before(v)) {
        if (seen[arc.vertex] || rules_.passes(arc.vertex, v) == Tri::no) continue;
        seen[arc.vertex] = true;
        todo.push_back(arc.vertex);
      }
    }
    std::sort(assets.begin(), assets.end());
    for (const Element a : assets) visit(a);
  }

  void content(Element e, bool influence) {
    upstream(e, [&](Element a) {
      if (rules_.is_tool(a)) ask(a, f_.can);
      if (rules_.is_model(a)) return ask(a, f_.format);
      if (!influence && (rules_.is_software(a) || rules_.is_configuration(a))) return;
      ask(a, f_.origin);
      ask(a, f_.writable_by);
    });
  }

  // What people send to a stage, where nobody said it.
  void carried(Element stage) {
    for (const Element flow : g_.flows_in.of(stage)) {
      const uint32_t from = g_.flow(flow).from;
      if (!g_.flow(flow).carries_given && g_.is_person(from) && rules_.passes(from, stage) == Tri::unknown) {
        add(out_, {flow, "carries"});
      }
    }
  }

  void callers(Element e, bool prompts = false) {
    std::vector<bool> seen(g_.n_nodes());
    std::vector<Element> todo = {e};
    for (size_t i = 0; i < todo.size(); ++i) {
      const Element s = todo[i];
      if (seen[s] || s >= g_.n_stages) continue;
      seen[s] = true;
      own(s, OpenList::serves, "serves");
      for (const Element flow : g_.flows_in.of(s)) {
        const Flow& f = g_.flow(flow);
        if (g_.kind_of(f.from) == ElementKind::asset) continue;  // what is read does not call
        ask(flow, f_.authenticated);
        if (prompts && f.kind == FlowKind::written && !f.carries_given) add(out_, {flow, "carries"});
      }
      todo.insert(todo.end(), g_.serves.of(s).begin(), g_.serves.of(s).end());
    }
  }

  // Who may see the answers of a stage: its callers, readers of what it writes them into, and theirs.
  void viewers(Element stage) {
    const Answers answers(g_, f_);
    std::vector<bool> seen(g_.n_nodes());
    std::vector<Element> todo = {stage};
    own(stage, OpenList::writes, "writes");
    for (size_t i = 0; i < todo.size(); ++i) {
      const Element at = todo[i];
      if (seen[at] || g_.kind_of(at) == ElementKind::actor) continue;
      seen[at] = true;
      if (at < g_.n_stages) own(at, OpenList::serves, "serves");
      if (answers.is_answer(at)) ask(at, f_.readable_by);
      if (at != stage && !answers.passes(at)) continue;
      for (const Answers::View& v : answers.seen_by(at)) {
        if (!v.certain) own(v.from, OpenList::reads, "reads");
        todo.push_back(v.from);
      }
    }
  }

  void reach(Element e, const std::vector<FactId>& facts) {
    own(e, OpenList::reads, "reads");
    own(e, OpenList::uses, "uses");
    const auto each = [&](Element a) {
      for (const FactId fact : facts) ask(a, fact);
      for (const Element held : g_.holds.of(a)) {
        for (const FactId fact : facts) ask(held, fact);
      }
    };
    for (const Element a : g_.reads.of(e)) each(a);
    for (const Element a : g_.uses.of(e)) each(a);
    for (const Element s : g_.calls.of(e)) {
      if (!f_.stage_does(g_, s, "retrieve")) continue;
      own(s, OpenList::reads, "reads");
      for (const Element a : g_.reads.of(s)) each(a);
    }
  }

  void place(Element e) {
    if (g_.kind_of(e) == ElementKind::flow) {
      place(g_.flow(e).from);
      place(g_.flow(e).to);
    } else if (g_.boundary[e] == kNone) {
      add(out_, {e, "boundary"});
    }
  }

  const Graph& g_;
  CoreFacts f_;
  ContentRules rules_;
  std::vector<Missing> out_;
};

// The first person of low enough trust who certainly writes into an asset, or into the store that it lies in; or kNone.
uint32_t writer_of(const Graph& g, const CoreFacts& f, const ContentRules& rules, uint32_t asset, int32_t wanted) {
  uint32_t first = kNone;
  const auto look = [&](uint32_t at) {
    for (const FlowGraph::Arc arc : g.flow_graph.before(at)) {
      const bool writes = g.is_person(arc.vertex) && arc.certain && rules.passes(arc.vertex, at) == Tri::yes;
      if (writes && g.facts.high(f.trust, arc.vertex) <= wanted) first = std::min(first, arc.vertex);
    }
  };
  look(asset);
  for (const FlowGraph::Arc arc : g.flow_graph.before(asset)) {
    if (!g.flow_graph.is_node(arc.vertex) && !g.flow_graph.is_hidden(arc.vertex)) look(arc.vertex);
  }
  return first;
}

// Backwards over arcs that certainly carry content, until somebody is met whose own trust is low enough.
std::vector<Element> content_path(const Graph& g, const CoreFacts& f, Element e) {
  const ContentRules rules(g, f);
  const int32_t wanted = g.facts.high(f.content_trust, e);
  std::vector<uint32_t> next(g.flow_graph.size(), kNone);
  std::vector<uint32_t> todo = {e};
  next[e] = e;
  for (size_t i = 0; i < todo.size(); ++i) {
    const uint32_t v = todo[i];
    const bool node = v < g.n_nodes();
    const bool actor = node && rules.is_actor(v) && g.facts.high(f.trust, v) <= wanted;
    const bool asset = node && g.kind_of(v) == ElementKind::asset && v != e && starts_content(g, f, v, wanted);
    if (actor || asset) {
      std::vector<Element> way;
      const uint32_t person = asset ? writer_of(g, f, rules, v, wanted) : kNone;
      if (person != kNone) way.push_back(person);
      for (uint32_t at = v;; at = next[at]) {
        if (at < g.n_nodes()) way.push_back(at);
        if (at == e) return way;
      }
    }
    if (g.is_person(v) && v != e) continue;
    for (const FlowGraph::Arc arc : g.flow_graph.before(v)) {
      if (!arc.certain || next[arc.vertex] != kNone || rules.passes(arc.vertex, v) != Tri::yes) continue;
      next[arc.vertex] = v;
      todo.push_back(arc.vertex);
    }
  }
  return {};
}

// Against the direction of calls, to an actor of the widest audience.
std::vector<Element> call_path(const Graph& g, const CoreFacts& f, FactId fact, Element e) {
  const int32_t wanted = g.facts.low(fact, e);
  std::vector<Element> next(g.n_nodes(), kNone), todo = {e};
  next[e] = e;
  for (size_t i = 0; i < todo.size(); ++i) {
    const Element v = todo[i];
    if (g.kind_of(v) == ElementKind::actor) {
      if (f.audience_of_role(g, v) < wanted) continue;
      std::vector<Element> way;
      for (Element at = v;; at = next[at]) {
        way.push_back(at);
        if (at == e) return way;
      }
    }
    for (const Element caller : g.serves.of(v)) {
      if (caller >= g.n_nodes() || next[caller] != kNone) continue;
      next[caller] = v;
      todo.push_back(caller);
    }
  }
  return {};
}

}  // namespace

std::vector<Missing> missing_roots(const Graph& g, FactId fact, Element e) {
  if (g.stated(fact, e).entry != nullptr) return {};
  return Roots(g).of(fact, e);
}

void missing_sides(const Graph& g, Element node, bool inwards, std::vector<Missing>& out) {
  const auto side = [&](OpenList list, const char* name) {
    if (g.is_open(list, node)) add(out, {node, name});
  };
  // What is read or used may be called, so these lists lead both ways.
  side(OpenList::reads, "reads");
  if (inwards) side(OpenList::writers, "origin");
  side(OpenList::uses, "uses");
  if (!inwards) side(OpenList::writes, "writes");
  side(OpenList::serves, "serves");
}

void missing_far_side(const Graph& g, uint32_t hidden, Element node, std::vector<Missing>& out) {
  const FlowGraph& flows = g.flow_graph;
  const auto side = [&](OpenList list, const char* name) {
    if (g.is_open(list, node)) add(out, {node, name});
  };
  if (hidden == flows.out()) side(OpenList::writes, "writes");
  if (hidden == flows.read() || hidden == flows.read_called()) side(OpenList::reads, "reads");
  if (hidden == flows.call() || hidden == flows.out()) side(OpenList::serves, "serves");
  if (hidden == flows.use() || hidden == flows.use_called()) side(OpenList::uses, "uses");
  if (hidden == flows.writer()) side(OpenList::writers, "origin");
}

std::vector<Element> contribution(const Graph& g, FactId fact, Element e, std::shared_ptr<const Answers>& answers) {
  if (e >= g.n_nodes()) return {};
  const CoreFacts f(g.catalog->vocabulary);
  const bool content = fact == f.content_trust || fact == f.contributed_by || fact == f.input_trust || fact == f.lends_reach;
  if (fact == f.widens_access) return call_path(g, f, f.queryable_by, e);
  if (fact == f.answered_to) {
    if (answers == nullptr) answers = std::make_shared<const Answers>(g, f);
    return view_path(g, f, *answers, e);
  }
  if (fact == f.queryable_by || fact == f.prompted_by) return call_path(g, f, fact, e);
  std::vector<Element> way;
  // Inputs are chosen by whoever asks as much as by whoever writes what is read: by the less trusted.
  const bool read = fact != f.input_trust || g.facts.high(f.content_trust, e) <= g.facts.high(f.input_trust, e);
  if (content && read && f.content_trust != kNone && g.facts.applies(f.content_trust, e)) way = content_path(g, f, e);
  if (way.size() < 2 && fact == f.input_trust) way = call_path(g, f, f.queryable_by, e);
  return way;
}

}  // namespace merlon
