// An analysis: what is computed once of a graph, before any pass asks.  One file each in engine/analyses/; its view is
// one of the structs of abi.h.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"

namespace merlon {

class Views;

/// What an analysis found; immutable, so that any thread may ask it.
class AnalysisView {
 public:
  AnalysisView() = default;
  AnalysisView(const AnalysisView&) = delete;
  AnalysisView& operator=(const AnalysisView&) = delete;
  virtual ~AnalysisView() = default;
  /// The struct of abi.h that plugins get.
  virtual const void* view() const = 0;
};

struct Analysis {
  std::string_view id;       ///< `lineage/1`: a name and the major version of its view
  std::string_view summary;
  std::vector<std::string_view> needs;  ///< analyses that are computed before it
  std::unique_ptr<AnalysisView> (*compute)(const Graph&, const Views& ready);
};

namespace analyses {
/// By id.
const std::vector<const Analysis*>& all();
}  // namespace analyses

}  // namespace merlon
