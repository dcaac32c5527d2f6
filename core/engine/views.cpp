#include "engine/views.hpp"

#include <algorithm>
#include <string>

namespace merlon {

Views::Views(const Graph& g, std::span<const Analysis* const> order, PassTimes* times) {
  timed(times, "snapshot", [&] { fill_snapshot(g); });
  for (const Analysis* analysis : order) {
    PassTime time{std::string(analysis->id), "analysis", 0, 0, 0};
    const auto compute = [&] { views_.emplace(analysis->id, analysis->compute(g, *this)); };
    if (times == nullptr) {
      compute();
      continue;
    }
    times->measure(time, compute);
    times->add(std::move(time));
  }
}

void Views::fill_snapshot(const Graph& g) {
  const uint32_t n = g.n_nodes();
  const auto rows = [&](const Adjacency& list, std::vector<uint32_t>& off, std::vector<uint32_t>& flow) {
    off.push_back(0);
    for (Element e = 0; e < n; ++e) {
      for (const Element fl : list.of(e)) flow.push_back(fl - g.first[3]);
      off.push_back(static_cast<uint32_t>(flow.size()));
    }
  };
  rows(g.flows_out, out_off_, out_flow_);
  rows(g.flows_in, in_off_, in_flow_);
  for (const Flow& fl : g.flows) {
    flow_from_.push_back(fl.from);
    flow_to_.push_back(fl.to);
    flow_kind_.push_back(static_cast<uint32_t>(fl.kind));
  }
  for (Element e = 0; e < n; ++e) {
    const auto is = [&](OpenList list) { return g.is_open(list, e); };
    open_in_.push_back(is(OpenList::reads) || is(OpenList::serves) || is(OpenList::writers));
    open_out_.push_back(is(OpenList::writes) || is(OpenList::serves));
  }
  snapshot_ = {sizeof(mrl_graph), n, g.n_flows, g.n_stages, g.n_assets, g.n_actors, g.n_boundaries, 0,
               out_off_.data(), out_flow_.data(), in_off_.data(), in_flow_.data(), flow_from_.data(), flow_to_.data(),
               flow_kind_.data(), open_in_.data(), open_out_.data()};
}

const void* Views::analysis(std::string_view id) const {
  const auto found = views_.find(id);
  return found == views_.end() ? nullptr : found->second->view();
}

mrl_ref to_ref(const Graph& g, Element e) {
  const ElementKind kind = g.kind_of(e);
  return {static_cast<uint32_t>(kind), e - g.first[static_cast<size_t>(kind)]};
}

std::vector<mrl_ref> path_refs(const Graph& g, const std::vector<Element>& nodes) {
  std::vector<mrl_ref> refs;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) {
      for (const Element fl : g.flows_out.of(nodes[i - 1])) {
        if (g.flow(fl).to != nodes[i]) continue;
        refs.push_back(to_ref(g, fl));
        break;
      }
    }
    refs.push_back(to_ref(g, nodes[i]));
  }
  return refs;
}

mrl_status write_refs(const std::vector<mrl_ref>& refs, mrl_ref* out, uint32_t capacity, uint32_t* n) {
  *n = static_cast<uint32_t>(refs.size());
  std::copy_n(refs.begin(), std::min<size_t>(capacity, refs.size()), out);
  return MRL_OK;
}

Element from_ref(const Graph& g, mrl_ref ref) {
  if (ref.kind > MRL_PIPELINE) return kNone;
  const auto kind = static_cast<ElementKind>(ref.kind);
  return ref.index < g.count(kind) ? g.first[ref.kind] + ref.index : kNone;
}

}  // namespace merlon
