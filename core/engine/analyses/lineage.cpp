// `lineage/1`: where content comes from, and what a model learned from.
#include <algorithm>

#include "engine/analysis.hpp"
#include "engine/passage.hpp"

namespace merlon::analyses {
namespace {

class Lineage : public AnalysisView {
 public:
  explicit Lineage(const Graph& g) : passage_(g, Passage::Kind::content) {
    box_.view = {sizeof(mrl_lineage), g.n_nodes(), &comes_from, &learns_from, &path};
    box_.lineage = this;
  }
  const void* view() const override { return &box_.view; }

 private:
  // The view comes first, so that the callbacks find their way back from the pointer they get.
  struct Box {
    mrl_lineage view{};
    const Lineage* lineage = nullptr;
  };

  // Backwards from a model through a stage that learns: what it was made from.
  std::vector<uint8_t> learned(uint32_t model) const {
    const Graph& g = passage_.graph();
    const FlowGraph& flows = g.flow_graph;
    std::vector<uint8_t> out(flows.size(), MRL_TRI_NO);
    if (!passage_.rules().is_model(model)) return out;
    for (const bool certain : {true, false}) {
      std::vector<uint8_t> seen(2 * size_t{flows.size()});
      std::vector<std::pair<uint32_t, bool>> todo = {{model, false}};
      for (size_t i = 0; i < todo.size(); ++i) {
        const auto [v, learns] = todo[i];
        if (g.is_person(v)) continue;
        for (const FlowGraph::Arc arc : flows.before(v)) {
          if (!passage_.passes(arc.vertex, {v, arc.certain}, certain)) continue;
          const bool stage = flows.is_node(arc.vertex) && passage_.rules().is_stage(arc.vertex);
          const bool hidden = !flows.is_node(arc.vertex);
          const bool now = learns || (stage && is_learner(arc.vertex)) || (hidden && !certain);
          uint8_t& mark = seen[2 * size_t{arc.vertex} + (now ? 1 : 0)];
          if (mark != 0) continue;
          mark = 1;
          const bool asset = flows.is_node(arc.vertex) && g.kind_of(arc.vertex) == ElementKind::asset;
          if (now && asset && !passage_.rules().is_model(arc.vertex)) {
            out[arc.vertex] = std::max<uint8_t>(out[arc.vertex], certain ? MRL_TRI_YES : MRL_TRI_UNKNOWN);
          }
          todo.emplace_back(arc.vertex, now);
        }
      }
    }
    return out;
  }

  bool is_learner(uint32_t stage) const {
    const CoreFacts& f = passage_.facts();
    return f.stage_does(passage_.graph(), stage, "train") || f.stage_does(passage_.graph(), stage, "aggregate");
  }

  // Each thread remembers its last search: passes ask for many data of one model.
  uint32_t last_learned(uint32_t model, uint32_t data) const {
    struct Last {
      uint64_t serial = 0;
      uint32_t model = kNone;
      std::vector<uint8_t> tri;
    };
    thread_local Last mine;
    if (mine.serial != passage_.serial() || mine.model != model) mine = {passage_.serial(), model, learned(model)};
    return mine.tri[data];
  }

  static const Lineage& of(const mrl_lineage* view) { return *reinterpret_cast<const Box*>(view)->lineage; }
  static uint32_t comes_from(const mrl_lineage* view, mrl_node node, mrl_node source) {
    return node < view->n_nodes && source < view->n_nodes ? of(view).passage_.before(source, node) : uint32_t{MRL_TRI_NO};
  }
  static uint32_t learns_from(const mrl_lineage* view, mrl_node model, mrl_node data) {
    return model < view->n_nodes && data < view->n_nodes ? of(view).last_learned(model, data) : uint32_t{MRL_TRI_NO};
  }
  static mrl_status path(const mrl_lineage* view, mrl_node source, mrl_node node, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return of(view).passage_.write_path(source, node, out, capacity, n);
  }

  Passage passage_;
  Box box_;
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<Lineage>(g); }

}  // namespace

const Analysis& lineage() {
  static const Analysis analysis{"lineage/1", "where content comes from, and which data made which model", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
