// Along which edges content passes, and along which influence does (derived facts `content-trust`, `influence-trust`).
#pragma once

#include "graph/core_facts.hpp"

namespace merlon {

/// Content dies in weights, not in the stage that trains; it does not become software or configuration unless an agent
/// writes it; what callers ask is not content.
class ContentRules {
 public:
  ContentRules(const Graph& g, const CoreFacts& f);

  /// Whether content passes from one vertex of the flow graph to its neighbour.
  Tri passes(uint32_t from, uint32_t to) const;
  Tri template_inside(uint32_t model) const;
  bool is_model(uint32_t v) const { return v < g_.n_nodes() && g_.is_kind(v, model_); }
  bool is_tool(uint32_t v) const { return v < g_.n_nodes() && g_.is_kind(v, tool_); }
  bool is_software(uint32_t v) const { return v < g_.n_nodes() && g_.is_kind(v, software_); }
  bool is_configuration(uint32_t v) const {
    return v < g_.n_nodes() && (g_.is_kind(v, configuration_) || g_.is_kind(v, credential_));
  }
  bool is_actor(uint32_t v) const { return v >= g_.first[2] && v < g_.first[3]; }
  bool is_stage(uint32_t v) const { return v < g_.n_stages; }

 private:
  Tri from_actor(uint32_t actor, uint32_t to) const;

  const Graph& g_;
  const CoreFacts& f_;
  uint32_t model_, tool_, software_, configuration_, credential_, request_, prompt_;
};

/// Whether content of at most this trust certainly enters the graph at an asset: by its origin, by who can write it, or
/// because it is a tool that brings in what outsiders wrote.
bool starts_content(const Graph& g, const CoreFacts& f, Element asset, int32_t trust);

/// Whether something comes in at an asset that people outside the house wrote, in whatever it is: by its origin, by who
/// can write it, or because it is a tool that fetches it.
Tri brings_in(const Graph& g, const CoreFacts& f, Element asset);

}  // namespace merlon
