// The graph as abi.h shows it, and the analyses that the passes of a run declared.  Computed once, then immutable.
#pragma once

#include <merlon/abi.h>

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/analysis.hpp"
#include "engine/pass_times.hpp"
#include "graph/graph.hpp"

namespace merlon {

class Views {
 public:
  /// `order`: what is computed, each after what it needs (schedule.hpp).  `times` may be null.
  Views(const Graph& g, std::span<const Analysis* const> order, PassTimes* times);
  Views(const Views&) = delete;
  Views& operator=(const Views&) = delete;

  const mrl_graph* graph() const { return &snapshot_; }
  /// The view, or null when nobody declared an analysis of this id.
  const void* analysis(std::string_view id) const;

 private:
  void fill_snapshot(const Graph& g);

  std::vector<uint32_t> out_off_, out_flow_, in_off_, in_flow_, flow_from_, flow_to_, flow_kind_;
  std::vector<uint8_t> open_in_, open_out_;
  mrl_graph snapshot_{};
  std::map<std::string_view, std::unique_ptr<AnalysisView>> views_;
};

mrl_ref to_ref(const Graph& g, Element e);
/// A path as MRL_PATH_OUT of abi.h hands it out: nodes, and the flows between them where there are any.
std::vector<mrl_ref> path_refs(const Graph& g, const std::vector<Element>& nodes);
mrl_status write_refs(const std::vector<mrl_ref>& refs, mrl_ref* out, uint32_t capacity, uint32_t* n);
/// kNone when the reference names nothing.
Element from_ref(const Graph& g, mrl_ref ref);

}  // namespace merlon
