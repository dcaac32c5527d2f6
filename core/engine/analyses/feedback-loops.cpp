// `feedback-loops/1`: what a model gives out comes back as what it learns from.
#include "engine/analysis.hpp"
#include "engine/passage.hpp"

namespace merlon::analyses {
namespace {

class FeedbackLoops : public AnalysisView {
 public:
  explicit FeedbackLoops(const Graph& g) : passage_(g, Passage::Kind::loop) {
    const CoreFacts& f = passage_.facts();
    for (Element e = 0; e < g.n_nodes(); ++e) {
      const Tri on = f.on_feedback_loop == kNone ? Tri::no : g.facts.is(f.on_feedback_loop, e, 1);
      must_.push_back(on == Tri::yes);
      may_.push_back(on != Tri::no);
    }
    box_.view = {sizeof(mrl_feedback_loops), g.n_nodes(), must_.data(), may_.data(), &path};
    box_.passage = &passage_;
  }
  const void* view() const override { return &box_.view; }

 private:
  // The view comes first, so that the callbacks find their way back from the pointer they get.
  struct Box {
    mrl_feedback_loops view{};
    const Passage* passage = nullptr;
  };

  static mrl_status path(const mrl_feedback_loops* view, mrl_node node, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return reinterpret_cast<const Box*>(view)->passage->write_path(node, node, out, capacity, n);
  }

  Passage passage_;
  std::vector<uint8_t> must_, may_;
  Box box_;
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<FeedbackLoops>(g); }

}  // namespace

const Analysis& feedback_loops() {
  static const Analysis analysis{"feedback-loops/1", "what comes back as what it is learned from", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
