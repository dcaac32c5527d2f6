#include "risk/attack_graph.hpp"

#include <algorithm>
#include <queue>
#include <tuple>

#include "risk/likelihood.hpp"

namespace merlon {
namespace {

bool is_held(const Rated& r) {
  return std::any_of(r.controls.begin(), r.controls.end(), [](const CreditedControl& c) {
    return holds_a_step(c.lowers, c.by) && c.status == ControlStatus::implemented;
  });
}

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Element place_of(const Graph& g, Element subject) {
  const Element at = g.kind_of(subject) == ElementKind::flow ? g.flow(subject).to : subject;
  return at < g.n_nodes() ? at : kNone;
}

}  // namespace

AttackGraph::AttackGraph(const Assessment& assessment, const LikelihoodRater& rater, bool possible)
    : g_(*assessment.graph), v_(g_.catalog->vocabulary), at_(g_.n_nodes()) {
  take(assessment.findings);
  if (possible) take(assessment.undecided);
  builds_on_another_.resize(steps_.size());
  std::vector<bool> outsiders;
  for (const Step& s : steps_) {
    const LikelihoodRater::Range range = rater.audience(*s.rated->threat, s.rated->cell->subject);
    outsiders.push_back(range.applies && (possible ? range.high : range.low) >= partners);
  }
  for (uint32_t i = 0; i < steps_.size(); ++i) steps_[i].from_outside = outsiders[i];
  open_by_outcome();
  open_by_capability();
  for (Step& s : steps_) {
    std::sort(s.next.begin(), s.next.end());
    s.next.erase(std::unique(s.next.begin(), s.next.end()), s.next.end());
  }
  find_beginnings(outsiders);
}

void AttackGraph::take(const std::vector<Rated>& list) {
  for (const Rated& r : list) {
    const Element at = place_of(g_, r.cell->subject);
    if (r.threat->gives.empty() || at == kNone) continue;
    at_[at].push_back(static_cast<uint32_t>(steps_.size()));
    steps_.push_back({&r, false, is_held(r), {}});
  }
}

// Where an outcome holds: at the subject, and of an asset in the stages that take it in; one that spreads everywhere
// downstream.
std::vector<Element> AttackGraph::holds(const Rated& r, uint32_t outcome) const {
  const Element at = place_of(g_, r.cell->subject);
  std::vector<Element> out = {at};
  if (g_.kind_of(at) == ElementKind::asset) {
    for (const Adjacency* takers : {&g_.read_by, &g_.used_by}) out.insert(out.end(), takers->of(at).begin(), takers->of(at).end());
  }
  if (!v_.outcomes[outcome].spreads) return out;
  const FlowGraph& flows = g_.flow_graph;
  std::vector<bool> met(flows.size());
  for (const Element e : out) met[e] = true;
  for (size_t i = 0; i < out.size(); ++i) {
    if (g_.is_person(out[i])) continue;
    for (const FlowGraph::Arc arc : flows.after(out[i])) {
      if (!arc.certain || met[arc.vertex]) continue;
      met[arc.vertex] = true;
      out.push_back(arc.vertex);
    }
  }
  return out;
}

void AttackGraph::open_by_outcome() {
  std::vector<bool> wanted(v_.outcomes.size());
  for (const Step& s : steps_) {
    for (const uint32_t o : s.rated->threat->builds_on) wanted[o] = true;
  }
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    for (const uint32_t outcome : steps_[i].rated->threat->gives) {
      if (!wanted[outcome]) continue;
      for (const Element e : holds(*steps_[i].rated, outcome)) {
        if (e >= g_.n_nodes()) continue;
        for (const uint32_t j : at_[e]) {
          const auto& needs = steps_[j].rated->threat->builds_on;
          if (j == i || std::find(needs.begin(), needs.end(), outcome) == needs.end()) continue;
          steps_[i].next.push_back(j);
          builds_on_another_[j] = true;
        }
      }
    }
  }
}

// What is kept from outsiders may be open to whoever got inside: he can take what the stage there reads and uses, and
// change what it writes.
void AttackGraph::open_by_capability() {
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    for (const uint32_t outcome : steps_[i].rated->threat->gives) {
      const std::vector<std::string>& grants = v_.outcomes[outcome].grants;
      if (grants.empty()) continue;
      const auto open = [&](Element e, bool takes) {
        if (e >= g_.n_nodes()) return;
        for (const uint32_t j : at_[e]) {
          const std::string& needs = steps_[j].rated->threat->def.needs;
          if (j == i || steps_[j].from_outside || (needs == "take") != takes || !has(grants, needs)) continue;
          steps_[i].next.push_back(j);
        }
      };
      for (const Element e : holds(*steps_[i].rated, outcome)) {
        open(e, false), open(e, true);
        if (e >= g_.n_stages) continue;
        for (const Element written : g_.writes.of(e)) open(written, false);
        for (const Adjacency* taken : {&g_.reads, &g_.uses}) {
          for (const Element asset : taken->of(e)) open(asset, true);
        }
      }
    }
  }
}

std::vector<uint32_t> AttackGraph::spread(std::vector<uint32_t> todo, std::vector<bool>& met) const {
  for (size_t i = 0; i < todo.size(); ++i) {
    for (const uint32_t next : steps_[todo[i]].next) {
      if (met[next]) continue;
      met[next] = true;
      todo.push_back(next);
    }
  }
  return todo;
}

// What builds on another step does not begin, as long as that one is reached; where none is, outsiders reach it on
// their own.
void AttackGraph::find_beginnings(const std::vector<bool>& outsiders) {
  std::vector<bool> met(steps_.size());
  const auto begin_with = [&](auto&& wanted) {
    std::vector<uint32_t> first;
    for (uint32_t i = 0; i < steps_.size(); ++i) {
      steps_[i].from_outside = (steps_[i].from_outside && met[i]) || (outsiders[i] && !met[i] && wanted(i));
      if (outsiders[i] && !met[i] && wanted(i)) first.push_back(i);
    }
    for (const uint32_t i : first) met[i] = true;
    spread(std::move(first), met);
  };
  for (Step& s : steps_) s.from_outside = false;
  begin_with([&](uint32_t i) { return !builds_on_another_[i]; });
  begin_with([](uint32_t) { return true; });
}

// Steps that open each other in a circle end it where it began.
bool AttackGraph::goes_on(uint32_t step, const std::vector<Reach>& reach, const std::vector<bool>& stopped) const {
  return std::any_of(steps_[step].next.begin(), steps_[step].next.end(), [&](uint32_t next) {
    if (stopped[next]) return false;
    for (uint32_t at = step; at != kNone; at = reach[at].before) {
      if (at == next) return false;
    }
    return true;
  });
}

std::vector<AttackGraph::Reach> AttackGraph::reach(const std::vector<bool>& stopped) const {
  std::vector<Reach> out(steps_.size());
  std::vector<bool> done(steps_.size());
  using Entry = std::tuple<int, uint32_t, uint32_t>;  // least likely first out of the way: -likelihood, length, step
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto offer = [&](uint32_t i, int likelihood, uint32_t length, uint32_t before) {
    if (stopped[i] || done[i]) return;
    likelihood = std::min(likelihood, steps_[i].rated->residual.likelihood);
    Reach& r = out[i];
    if (std::make_tuple(-likelihood, length, before) >= std::make_tuple(-r.likelihood, r.length, r.before) && r.likelihood >= 0) return;
    r.likelihood = likelihood, r.length = length, r.before = before;
    queue.push({-likelihood, length, i});
  };
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].from_outside) offer(i, kMostTicks, 1, kNone);
  }
  while (!queue.empty()) {
    const auto [likelihood, length, i] = queue.top();
    queue.pop();
    if (done[i]) continue;
    done[i] = true;
    for (const uint32_t next : steps_[i].next) offer(next, -likelihood, length + 1, i);
  }
  for (uint32_t i = 0; i < steps_.size(); ++i) out[i].goes_on = out[i].likelihood >= 0 && goes_on(i, out, stopped);
  return out;
}

std::vector<uint32_t> AttackGraph::beginnings(uint32_t goal, const std::vector<bool>& stopped) const {
  std::vector<std::vector<uint32_t>> before(steps_.size());
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    for (const uint32_t next : steps_[i].next) {
      if (!stopped[i] && !stopped[next]) before[next].push_back(i);
    }
  }
  std::vector<bool> met(steps_.size());
  std::vector<uint32_t> todo = {goal}, out;
  met[goal] = true;
  for (size_t i = 0; i < todo.size(); ++i) {
    if (steps_[todo[i]].from_outside) out.push_back(todo[i]);
    for (const uint32_t b : before[todo[i]]) {
      if (met[b]) continue;
      met[b] = true;
      todo.push_back(b);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace merlon
