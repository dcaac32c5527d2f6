// The analyses that plugins may ask for, as the flat C views of abi.h.  Computed once, then immutable.
#pragma once

#include <merlon/abi.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.hpp"

namespace merlon {

/// Snapshot of a graph for the border, and the views over it.
class Views {
 public:
  /// `needs`: ids of the analyses that the passes of this run declare; others are not computed.
  Views(const Graph& g, const std::vector<std::string>& needs);
  ~Views();
  Views(const Views&) = delete;
  Views& operator=(const Views&) = delete;

  const mrl_graph* graph() const;
  /// The view, or null when there is no analysis of this id or nobody declared it.
  const void* analysis(std::string_view id) const;
  static bool exists(std::string_view id);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

mrl_ref to_ref(const Graph& g, Element e);
/// kNone when the reference names nothing.
Element from_ref(const Graph& g, mrl_ref ref);

}  // namespace merlon
