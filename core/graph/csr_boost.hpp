// A view of the flow graph in the concepts of Boost.Graph (VertexListGraph, IncidenceGraph): its algorithms
// run directly over compressed rows.  A view shows either what is certain or what is possible.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/flow_graph.hpp"

namespace merlon {

/// A copy of the out-rows of a FlowGraph, with or without the arcs that are only possible.
struct FlowView {
  FlowView(const FlowGraph& flows, bool certain_only) : offset(flows.size() + 1) {
    for (uint32_t v = 0; v < flows.size(); ++v) {
      for (const FlowGraph::Arc arc : flows.after(v)) {
        if (arc.certain || !certain_only) target.push_back(arc.vertex);
      }
      offset[v + 1] = static_cast<uint32_t>(target.size());
    }
  }
  uint32_t size() const { return static_cast<uint32_t>(offset.size()) - 1; }

  std::vector<uint32_t> offset, target;
};

/// An arc as Boost sees it: its place in the row, and where it begins.
struct FlowArc {
  uint32_t from = 0, index = 0;
  friend bool operator==(const FlowArc&, const FlowArc&) = default;
};

class FlowArcIterator
    : public boost::iterator_facade<FlowArcIterator, FlowArc, boost::random_access_traversal_tag, FlowArc> {
 public:
  FlowArcIterator() = default;
  FlowArcIterator(uint32_t from, uint32_t index) : from_(from), index_(index) {}

 private:
  friend class boost::iterator_core_access;
  FlowArc dereference() const { return {from_, index_}; }
  bool equal(const FlowArcIterator& other) const { return index_ == other.index_; }
  void increment() { ++index_; }
  void decrement() { --index_; }
  void advance(std::ptrdiff_t n) { index_ = static_cast<uint32_t>(index_ + n); }
  std::ptrdiff_t distance_to(const FlowArcIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.index_) - static_cast<std::ptrdiff_t>(index_);
  }
  uint32_t from_ = 0, index_ = 0;
};

}  // namespace merlon

namespace boost {

template <>
struct graph_traits<merlon::FlowView> {
  struct traversal_category : public virtual vertex_list_graph_tag, public virtual incidence_graph_tag {};
  using vertex_descriptor = uint32_t;
  using edge_descriptor = merlon::FlowArc;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using vertex_iterator = counting_iterator<uint32_t>;
  using vertices_size_type = uint32_t;
  using out_edge_iterator = merlon::FlowArcIterator;
  using degree_size_type = uint32_t;
  using edges_size_type = uint32_t;
  static uint32_t null_vertex() { return 0xFFFFFFFFu; }
};

template <>
struct property_map<merlon::FlowView, vertex_index_t> {
  using type = identity_property_map;
  using const_type = identity_property_map;
};

}  // namespace boost

namespace merlon {

inline uint32_t num_vertices(const FlowView& g) { return g.size(); }
inline auto vertices(const FlowView& g) {
  return std::make_pair(boost::counting_iterator<uint32_t>(0), boost::counting_iterator<uint32_t>(g.size()));
}
inline uint32_t source(const FlowArc& arc, const FlowView&) { return arc.from; }
inline uint32_t target(const FlowArc& arc, const FlowView& g) { return g.target[arc.index]; }
inline uint32_t out_degree(uint32_t v, const FlowView& g) { return g.offset[v + 1] - g.offset[v]; }
inline auto out_edges(uint32_t v, const FlowView& g) {
  return std::make_pair(FlowArcIterator(v, g.offset[v]), FlowArcIterator(v, g.offset[v + 1]));
}
inline boost::identity_property_map get(boost::vertex_index_t, const FlowView&) { return {}; }

}  // namespace merlon
