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
    : g_(*assessment.graph), v_(g_.catalog->vocabulary), at_(g_.n_nodes()), begun_at_(g_.n_nodes()) {
  take(assessment, assessment.findings);
  if (possible) take(assessment, assessment.undecided);
  for (Step& s : steps_) {
    const LikelihoodRater::Range range = rater.audience(*s.rated->threat, s.rated->cell->subject);
    s.from_outside = range.applies && (possible ? range.high : range.low) >= partners;
  }
  open_by_outcome();
  open_by_capability();
  join();
}

// What the team calls a false positive is no step.
void AttackGraph::take(const Assessment& assessment, const std::vector<Rated>& list) {
  for (const Rated& r : list) {
    const Element subject = r.cell->subject, at = place_of(g_, subject);
    if (r.threat->gives.empty() || at == kNone) continue;
    if (r.decision && assessment.decisions[*r.decision].doc->treatment == "false-positive") continue;
    const auto step = static_cast<uint32_t>(steps_.size());
    at_[at].push_back(step);
    begun_at_[g_.kind_of(subject) == ElementKind::flow ? g_.flow(subject).from : at].push_back(step);
    steps_.push_back({&r, false, false, is_held(r), {}, {}});
  }
}

void AttackGraph::join() {
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    std::vector<uint32_t>& next = steps_[i].next;
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    for (const uint32_t j : next) steps_[j].before.push_back(i);
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
        for (const uint32_t j : begun_at_[e]) {
          const auto& needs = steps_[j].rated->threat->builds_on;
          if (j == i || std::find(needs.begin(), needs.end(), outcome) == needs.end()) continue;
          steps_[i].next.push_back(j);
          const Step& first = steps_[i];
          steps_[j].late = steps_[j].late || (first.from_outside && first.rated->residual.likelihood >= steps_[j].rated->residual.likelihood);
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
        if (e >= g_.n_nodes()) continue;
        for (const Element held : g_.holds.of(e)) open(held, false), open(held, true);
        if (e >= g_.n_stages) continue;
        for (const Element written : g_.writes.of(e)) open(written, false);
        for (const Adjacency* taken : {&g_.reads, &g_.uses}) {
          for (const Element asset : taken->of(e)) open(asset, true);
        }
      }
    }
  }
}

std::vector<AttackGraph::Reach> AttackGraph::reach(const std::vector<bool>& stopped) const {
  std::vector<Reach> out(steps_.size());
  std::vector<bool> done(steps_.size()), late(steps_.size());
  using Key = std::tuple<int, bool, uint32_t>;  // -likelihood, begins late, length
  using Entry = std::pair<Key, uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto offer = [&](uint32_t i, int likelihood, bool begins_late, uint32_t length, uint32_t before) {
    if (stopped[i] || done[i]) return;
    likelihood = std::min(likelihood, steps_[i].rated->residual.likelihood);
    Reach& r = out[i];
    const Key key{-likelihood, begins_late, length}, known{-r.likelihood, late[i], r.length};
    if (r.likelihood >= 0 && std::tie(key, before) >= std::tie(known, r.before)) return;
    r = {likelihood, length, before};
    late[i] = begins_late;
    queue.emplace(key, i);
  };
  for (uint32_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].from_outside) offer(i, kMostTicks, steps_[i].late, 1, kNone);
  }
  while (!queue.empty()) {
    const uint32_t i = queue.top().second;
    queue.pop();
    if (done[i]) continue;
    done[i] = true;
    for (const uint32_t next : steps_[i].next) offer(next, out[i].likelihood, late[i], out[i].length + 1, i);
  }
  return out;
}

// Tarjan's strongly connected components, of reached steps: a component that nothing leaves is an end.
std::vector<uint32_t> AttackGraph::ends(const std::vector<Reach>& reach) const {
  const auto n = static_cast<uint32_t>(steps_.size());
  std::vector<uint32_t> order(n, kNone), low(n), component(n, kNone), at(n), open, call;
  std::vector<bool> leaves;  // by component
  uint32_t count = 0;
  for (uint32_t root = 0; root < n; ++root) {
    if (reach[root].likelihood < 0 || order[root] != kNone) continue;
    call.push_back(root);
    while (!call.empty()) {
      const uint32_t i = call.back();
      if (order[i] == kNone) order[i] = low[i] = count++, open.push_back(i);
      bool deeper = false;
      for (; at[i] < steps_[i].next.size() && !deeper; at[i] += deeper ? 0 : 1) {
        const uint32_t next = steps_[i].next[at[i]];
        if (reach[next].likelihood < 0) continue;
        if (order[next] == kNone) call.push_back(next), deeper = true;
        else if (component[next] == kNone) low[i] = std::min(low[i], low[next]);
      }
      if (deeper) continue;
      call.pop_back();
      if (low[i] != order[i]) continue;
      for (bool more = true; more;) {
        more = open.back() != i;
        component[open.back()] = static_cast<uint32_t>(leaves.size());
        open.pop_back();
      }
      leaves.push_back(false);
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (component[i] == kNone) continue;
    for (const uint32_t next : steps_[i].next) {
      if (component[next] != kNone && component[next] != component[i]) leaves[component[i]] = true;
    }
  }
  std::vector<uint32_t> out;
  for (uint32_t i = 0; i < n; ++i) {
    if (component[i] == kNone || leaves[component[i]]) continue;
    leaves[component[i]] = true;  // told
    out.push_back(i);
  }
  return out;
}

std::vector<uint32_t> AttackGraph::beginnings(uint32_t goal, const std::vector<bool>& stopped) const {
  std::vector<bool> met(steps_.size());
  std::vector<uint32_t> todo = {goal}, out;
  met[goal] = true;
  for (size_t i = 0; i < todo.size(); ++i) {
    if (steps_[todo[i]].from_outside && !(steps_[todo[i]].late && todo[i] == goal)) out.push_back(todo[i]);
    for (const uint32_t b : steps_[todo[i]].before) {
      if (met[b] || stopped[b]) continue;
      met[b] = true;
      todo.push_back(b);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace merlon
