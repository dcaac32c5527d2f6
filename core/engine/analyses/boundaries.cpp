// `boundaries/1`: how far places are trusted, and which flows leave them.
#include <merlon/abi.h>

#include "engine/analysis.hpp"
#include "graph/core_facts.hpp"

namespace merlon::analyses {
namespace {

class Boundaries : public AnalysisView {
 public:
  explicit Boundaries(const Graph& g) {
    const CoreFacts f(g.catalog->vocabulary);
    for (Element e = 0; e < g.n_nodes(); ++e) {
      const bool known = f.trust_of_place != kNone && g.facts.applies(f.trust_of_place, e);
      trust_must_.push_back(known ? static_cast<uint8_t>(g.facts.low(f.trust_of_place, e)) : uint8_t{MRL_TRUST_UNTRUSTED});
      trust_may_.push_back(known ? static_cast<uint8_t>(g.facts.high(f.trust_of_place, e)) : uint8_t{MRL_TRUST_RESTRICTED});
    }
    for (Element e = g.first[3]; e < g.first[4]; ++e) {
      const Flow& fl = g.flow(e);
      const Element a = g.boundary[fl.from], b = g.boundary[fl.to];
      crosses_.push_back(static_cast<uint8_t>(a == kNone || b == kNone ? Tri::unknown : tri(a != b)));
      rises_.push_back(static_cast<uint8_t>(bounded(trust_must_[fl.to] > trust_may_[fl.from], trust_may_[fl.to] > trust_must_[fl.from])));
    }
    for (Element b = g.first[4]; b < g.first[5]; ++b) {
      parent_.push_back(g.boundary[b] == kNone ? MRL_NONE : g.boundary[b] - g.first[4]);
    }
    view_ = {sizeof(mrl_boundaries), g.n_nodes(), g.n_flows, g.n_boundaries, trust_must_.data(),
             trust_may_.data(), crosses_.data(), rises_.data(), parent_.data()};
  }
  const void* view() const override { return &view_; }

 private:
  std::vector<uint8_t> trust_must_, trust_may_, crosses_, rises_;
  std::vector<uint32_t> parent_;
  mrl_boundaries view_{};
};

std::unique_ptr<AnalysisView> compute(const Graph& g, const Views&) { return std::make_unique<Boundaries>(g); }

}  // namespace

const Analysis& boundaries() {
  static const Analysis analysis{"boundaries/1", "how far places are trusted, and which flows leave them", {}, &compute};
  return analysis;
}

}  // namespace merlon::analyses
