// `dominators/1`: what nothing gets around.
#include <algorithm>

#include "engine/analysis.hpp"
#include "engine/dominator_tree.hpp"
#include "engine/passage.hpp"
#include "engine/views.hpp"

namespace merlon::analyses {
namespace {

class Dominators : public AnalysisView {
 public:
  explicit Dominators(const Graph& g) : g_(g), passage_(g, Passage::Kind::any) {
    const FlowGraph& flows = g.flow_graph;
    door_.assign(g.n_nodes(), kNone);
    holder_.assign(flows.size(), kNone);
    for (Element e = 0; e < g.n_nodes(); ++e) holder_[e] = e;
    for (uint32_t door = g.n_nodes(); door < flows.person(); ++door) {
      for (const FlowGraph::Arc arc : flows.after(door)) {
        if (!flows.is_node(arc.vertex) || g.holds.of(arc.vertex).empty()) continue;
        door_[arc.vertex] = door;
        holder_[door] = arc.vertex;
      }
    }
    box_.view = {sizeof(mrl_dominators), g.n_nodes(), &passes, &chain};
    box_.dominators = this;
  }
  const void* view() const override { return &box_.view; }

 private:
  // The view comes first, so that the callbacks find their way back from the pointer they get.
  struct Box {
    mrl_dominators view{};
    const Dominators* dominators = nullptr;
  };
  struct Trees {
    uint64_t serial = 0;
    uint32_t from = kNone;
    DominatorTree must, may;
  };

  template <class Visit>
  void after(uint32_t v, uint32_t from, bool certain, const Visit& visit) const {
    if (v != from && g_.is_person(v)) return;
    for (const FlowGraph::Arc arc : g_.flow_graph.after(v)) {
      if (passage_.passes(v, arc, certain)) visit(arc.vertex);
    }
  }

  // Each thread remembers the trees of the last beginning: passes ask of many ends.
  const Trees& trees(uint32_t from) const {
    thread_local Trees mine;
    if (mine.serial == passage_.serial() && mine.from == from) return mine;
    const auto tree = [&](bool certain) {
      return DominatorTree(g_.flow_graph.size(), from, [&](uint32_t v, const DominatorTree::Visit& visit) { after(v, from, certain, visit); });
    };
    mine = {passage_.serial(), from, tree(true), tree(false)};
    return mine;
  }

  // A store is passed at itself or by its door, so no single vertex of a tree stands for it.
  bool gets_around(uint32_t from, uint32_t to, uint32_t store, bool certain) const {
    std::vector<bool> seen(g_.flow_graph.size());
    seen[store] = seen[door_[store]] = seen[from] = true;
    std::vector<uint32_t> todo = {from};
    for (size_t i = 0; i < todo.size() && !seen[to]; ++i) {
      after(todo[i], from, certain, [&](uint32_t v) {
        if (!seen[v]) seen[v] = true, todo.push_back(v);
      });
    }
    return seen[to];
  }

  uint32_t on_every_way(uint32_t from, uint32_t to, uint32_t via) const {
    const Trees& t = trees(from);
    if (from == to || !t.may.reached(to)) return MRL_TRI_NO;
    if (via == from || via == to) return MRL_TRI_YES;
    const bool store = door_[via] != kNone;
    const bool all = store ? !gets_around(from, to, via, false) : t.may.dominates(via, to);
    if (all) return MRL_TRI_YES;
    const bool avoided = t.must.reached(to) && (store ? gets_around(from, to, via, true) : !t.must.dominates(via, to));
    return avoided ? MRL_TRI_NO : MRL_TRI_UNKNOWN;
  }

  std::vector<mrl_ref> on_every_way(uint32_t from, uint32_t to) const {
    const Trees& t = trees(from);
    if (from == to || !t.may.reached(to)) return {};
    std::vector<Element> passed;
    for (uint32_t v = to;; v = t.may.above(v)) {
      if (holder_[v] != kNone) passed.push_back(holder_[v]);
      if (v == from) break;
    }
    std::reverse(passed.begin(), passed.end());
    std::vector<mrl_ref> out;
    for (auto e = passed.begin(); e != passed.end(); ++e) {
      if (std::find(passed.begin(), e, *e) == e) out.push_back(to_ref(g_, *e));  // a store: at its door and again at itself
    }
    return out;
  }

  static const Dominators& of(const mrl_dominators* view) { return *reinterpret_cast<const Box*>(view)->dominators; }
  static uint32_t passes(const mrl_dominators* view, mrl_node from, mrl_node to, mrl_node via) {
    if (from >= view->n_nodes || to >= view->n_nodes || via >= view->n_nodes) return MRL_TRI_NO;
    return of(view).on_every_way(from, to, via);
  }
  static mrl_status chain(const mrl_dominators* view, mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    if (n == nullptr || (out == nullptr && capacity > 0) || from >= view->n_nodes || to >= view->n_nodes) return MRL_ERR_ARGUMENT;
    return write_refs(of(view).on_every_way(from, to), out, capacity, n);
  }

  const Graph& g_;
  Passage passage_;
  std::vector<uint32_t> door_;    // by node: where what it holds is entered; kNone where it holds nothing
  std::vector<Element> holder_;   // by vertex: the node itself, or the store of a door; kNone of what nobody described
  Box box_;
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<Dominators>(g); }

}  // namespace

const Analysis& dominators() {
  static const Analysis analysis{"dominators/1", "which elements every way between two others passes", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
