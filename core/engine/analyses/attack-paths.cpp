// `attack-paths/1`: how far possible attackers are from a node, and by which ways they get there.
#include <algorithm>
#include <deque>
#include <tuple>

#include "engine/analysis.hpp"
#include "engine/serial.hpp"
#include "engine/views.hpp"
#include "graph/analyses/ways.hpp"

namespace merlon::analyses {
namespace {

class AttackPaths : public AnalysisView {
 public:
  explicit AttackPaths(const Graph& g) : g_(g), ways_(g), begins_(g.flow_graph.size()), serial_(next_serial()) {
    for (const Ways::End& end : ways_.ends(Ways::Direction::in)) {
      if (end.certain) begins_[end.vertex] = true;
    }
    must_ = distances(true);
    may_ = distances(false);
    box_.view = {sizeof(mrl_attack_paths), g.n_nodes(), must_.data(), may_.data(), &path};
    box_.paths = this;
  }
  const void* view() const override { return &box_.view; }

 private:
  // The view comes first, so that the callbacks find their way back from the pointer they get.
  struct Box {
    mrl_attack_paths view{};
    const AttackPaths* paths = nullptr;
  };
  // The search backwards from one node, over certain arcs.
  struct Search {
    uint64_t serial = 0;
    Element node = kNone;
    std::vector<uint32_t> towards;   // by vertex: the next one on the way to the node; kNone: not reached
    std::vector<uint32_t> attackers; // nearest first
  };

  bool is_node(uint32_t v) const { return g_.flow_graph.is_node(v); }

  // A door is on the way to a node, and no step of its own: it is met at the distance of what lies before it.
  std::vector<uint32_t> distances(bool certain) const {
    const FlowGraph& flows = g_.flow_graph;
    std::vector<uint32_t> steps(flows.size(), MRL_NONE);
    std::vector<bool> done(flows.size()), start(flows.size());
    std::deque<uint32_t> todo;
    for (const Ways::End& end : ways_.ends(Ways::Direction::in)) {
      if (certain && !end.certain) continue;
      start[end.vertex] = true;
      steps[end.vertex] = 0;
      todo.push_back(end.vertex);
    }
    while (!todo.empty()) {
      const uint32_t v = todo.front();
      todo.pop_front();
      if (done[v]) continue;
      done[v] = true;
      if (g_.is_person(v) && !start[v]) continue;
      for (const FlowGraph::Arc arc : flows.after(v)) {
        if (certain && !arc.certain) continue;
        const uint32_t there = steps[v] + (is_node(arc.vertex) ? 1 : 0);
        if (there >= steps[arc.vertex]) continue;
        steps[arc.vertex] = there;
        if (is_node(arc.vertex)) todo.push_back(arc.vertex);
        else todo.push_front(arc.vertex);
      }
    }
    steps.resize(g_.n_nodes());
    return steps;
  }

  // Each thread remembers the search of the node that was asked last.
  const Search& search(Element node) const {
    thread_local Search mine;
    if (mine.serial == serial_ && mine.node == node) return mine;
    const FlowGraph& flows = g_.flow_graph;
    mine = {0, kNone, std::vector<uint32_t>(flows.size(), kNone), {}};
    std::vector<uint32_t> steps(flows.size(), MRL_NONE);
    std::vector<bool> done(flows.size());
    std::deque<uint32_t> todo = {node};
    steps[node] = 0;
    while (!todo.empty()) {
      const uint32_t v = todo.front();
      todo.pop_front();
      if (done[v]) continue;
      done[v] = true;
      if (begins_[v] && is_node(v)) mine.attackers.push_back(v);
      if (v != node && g_.is_person(v)) continue;
      for (const FlowGraph::Arc arc : flows.before(v)) {
        const uint32_t there = steps[v] + (is_node(arc.vertex) ? 1 : 0);
        if (!arc.certain || there >= steps[arc.vertex]) continue;
        steps[arc.vertex] = there;
        mine.towards[arc.vertex] = v;
        if (is_node(arc.vertex)) todo.push_back(arc.vertex);
        else todo.push_front(arc.vertex);
      }
    }
    std::sort(mine.attackers.begin(), mine.attackers.end(), [&](uint32_t a, uint32_t b) { return std::tuple(steps[a], a) < std::tuple(steps[b], b); });
    mine.serial = serial_, mine.node = node;  // last: what was cut short is not remembered
    return mine;
  }

  std::vector<mrl_ref> way(Element node, uint32_t k) const {
    const Search& found = search(node);
    if (k >= found.attackers.size()) return {};
    std::vector<Element> nodes;
    for (uint32_t v = found.attackers[k]; v != kNone; v = v == node ? kNone : found.towards[v]) {
      if (is_node(v)) nodes.push_back(v);
    }
    return path_refs(g_, nodes);
  }

  static mrl_status path(const mrl_attack_paths* view, mrl_node node, uint32_t k, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    if (n == nullptr || (out == nullptr && capacity > 0) || node >= view->n_nodes) return MRL_ERR_ARGUMENT;
    return write_refs(reinterpret_cast<const Box*>(view)->paths->way(node, k), out, capacity, n);
  }

  const Graph& g_;
  Ways ways_;
  std::vector<bool> begins_;          // by vertex: surely an attacker
  uint64_t serial_;                   // of no other in this process
  std::vector<uint32_t> must_, may_;
  Box box_;
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<AttackPaths>(g); }

}  // namespace

const Analysis& attack_paths() {
  static const Analysis analysis{"attack-paths/1", "how far possible attackers are, and by which ways they come", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
