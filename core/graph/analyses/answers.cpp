#include "graph/analyses/answers.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace merlon {

Answers::Answers(const Graph& g, const CoreFacts& f) : g_(g), f_(f), output_(f.kind_of("output")), passes_(g.n_nodes(), true) {
  for (Element e = 0; e < g.n_nodes(); ++e) {
    if (e < g.n_stages) passes_[e] = transparent(e);
  }
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& flow = g.flow(e);
    if (flow.kind == FlowKind::serves) {
      look(flow.from, flow.to, true);
    } else if (g.kind_of(flow.to) != ElementKind::asset) {
      look(flow.to, flow.from, true);
    }
    for (const Element carried : g.carries.of(e)) {
      if (carried < g.n_nodes() && g.kind_of(flow.to) != ElementKind::asset) look(flow.to, carried, true);
    }
  }
  for (Element s = 0; s < g.n_stages; ++s) {
    for (const Element a : g.writes.of(s)) {
      for (const Element answer : answers_in(a)) views_.push_back({answer, s, true});
    }
    if (!g.is_open(OpenList::reads, s)) continue;
    for (Element a = g.first[1]; a < g.first[2]; ++a) {
      if (is_answer(a)) views_.push_back({s, a, false});
    }
  }
  std::sort(views_.begin(), views_.end(), [](const View& a, const View& b) { return std::tie(a.to, a.from) < std::tie(b.to, b.from); });
  first_.assign(g.n_nodes() + 1, 0);
  for (const View& v : views_) ++first_[v.to + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

// What is looked at may be a store: then at what it holds.  Of assets only those that hold answers show any.
void Answers::look(Element from, Element at, bool certain) {
  if (g_.kind_of(at) != ElementKind::asset) {
    views_.push_back({from, at, certain});
    return;
  }
  for (const Element answer : answers_in(at)) views_.push_back({from, answer, certain});
}

std::vector<Element> Answers::answers_in(Element read) const {
  std::vector<Element> out, todo = {read};
  for (size_t i = 0; i < todo.size(); ++i) {
    const Element a = todo[i];
    if (is_answer(a)) out.push_back(a);
    todo.insert(todo.end(), g_.holds.of(a).begin(), g_.holds.of(a).end());
  }
  return out;
}

bool Answers::transparent(Element stage) const {
  for (uint32_t word = 0; word < f_.v.does.size(); ++word) {
    if (f_.v.does[word].transparent && g_.facts.is(f_.does, stage, word) == Tri::yes) return true;
  }
  return false;
}

std::vector<Element> view_path(const Graph& g, const CoreFacts& f, const Answers& answers, Element stage) {
  const int32_t wanted = g.facts.low(f.answered_to, stage);
  std::vector<Element> next(g.n_nodes(), kNone), todo = {stage};
  next[stage] = stage;
  Element somebody = kNone, open = kNone;  // a person who is drawn says more than an asset that all can read
  for (size_t i = 0; i < todo.size() && somebody == kNone; ++i) {
    const Element at = todo[i];
    if (g.kind_of(at) == ElementKind::actor) {
      if (f.audience_of_role(g, at) >= wanted) somebody = at;
      continue;
    }
    const bool readable = answers.is_answer(at) && g.facts.applies(f.readable_by, at) && g.facts.low(f.readable_by, at) >= wanted;
    if (readable && open == kNone) open = at;
    if (at != stage && !answers.passes(at)) continue;
    for (const Answers::View& v : answers.seen_by(at)) {
      if (!v.certain || next[v.from] != kNone) continue;
      next[v.from] = at;
      todo.push_back(v.from);
    }
  }
  std::vector<Element> way;
  for (Element e = somebody == kNone ? open : somebody; e != kNone; e = e == stage ? kNone : next[e]) way.push_back(e);
  return way;
}

}  // namespace merlon
