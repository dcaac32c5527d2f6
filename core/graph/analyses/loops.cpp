// Feedback loops: cycles that hold a stage which learns and a stage which answers.
#include <boost/graph/strong_components.hpp>

#include "graph/csr_boost.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

// For each vertex whether its strong component holds both; over what is certain, or over what is possible.
std::vector<bool> on_loop(const Derivation& d, bool certain) {
  const Graph& g = d.g;
  const FlowView view(g.flow_graph, certain);
  std::vector<uint32_t> component(view.size());
  const uint32_t n = boost::strong_components(
      view, boost::make_iterator_property_map(component.begin(), boost::identity_property_map()));
  std::vector<bool> learns(n), answers(n);
  for (Element s = 0; s < g.n_stages; ++s) {
    if (d.f.stage_does(g, s, "train") || d.f.stage_does(g, s, "index")) learns[component[s]] = true;
    if (d.f.stage_does(g, s, "infer") || d.f.stage_does(g, s, "act")) answers[component[s]] = true;
  }
  std::vector<bool> loop(g.n_nodes());
  for (Element e = 0; e < g.n_nodes(); ++e) loop[e] = learns[component[e]] && answers[component[e]];
  return loop;
}

}  // namespace

void derive_loops(Derivation& d) {
  const std::vector<bool> must = on_loop(d, true), may = on_loop(d, false);
  for (Element e = 0; e < d.g.n_nodes(); ++e) d.put(d.f.on_feedback_loop, e, bounded(must[e], may[e]));
}

}  // namespace merlon
