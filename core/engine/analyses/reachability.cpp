// `reachability/1`: what gets where.
#include "engine/analysis.hpp"
#include "engine/passage.hpp"

namespace merlon::analyses {
namespace {

class Reachability : public AnalysisView {
 public:
  explicit Reachability(const Graph& g) : passage_(g, Passage::Kind::any) {
    box_.view = {sizeof(mrl_reachability), g.n_nodes(), &reaches, &path};
    box_.passage = &passage_;
  }
  const void* view() const override { return &box_.view; }

 private:
  // The view comes first, so that the callbacks find their way back from the pointer they get.
  struct Box {
    mrl_reachability view{};
    const Passage* passage = nullptr;
  };

  static const Passage& of(const mrl_reachability* view) { return *reinterpret_cast<const Box*>(view)->passage; }
  static uint32_t reaches(const mrl_reachability* view, mrl_node from, mrl_node to) {
    return from < view->n_nodes && to < view->n_nodes ? of(view).before(from, to) : uint32_t{MRL_TRI_NO};
  }
  static mrl_status path(const mrl_reachability* view, mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return of(view).write_path(from, to, out, capacity, n);
  }

  Passage passage_;
  Box box_;
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<Reachability>(g); }

}  // namespace

const Analysis& reachability() {
  static const Analysis analysis{"reachability/1", "which elements get where along flows", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
