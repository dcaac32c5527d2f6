// Derived facts: what the graph shows and nobody is asked.  Each has a value that is certain and one that is possible.
#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "graph/core_facts.hpp"
#include "graph/graph.hpp"

namespace merlon {

/// Computes every derived fact of the vocabulary, in the order in which they build on each other.
/// A stated value overrules a derived one; where the graph says otherwise that is a warning.
void derive_facts(Graph& g, Diagnostics& diagnostics);

/// A value that an analysis of a plugin gives a fact.
struct PublishedValue {
  FactId fact = kNone;
  Element at = kNone;
  Tri value = Tri::unknown;
};

/// Takes over what plugins derived, and derives what is defined by it.
void take_published(Graph& g, const std::vector<PublishedValue>& values, Diagnostics& diagnostics);

/// Bounds of a level: certain to lie within low..high.
struct Bounds {
  int32_t low = 0, high = 0;
};

/// The state shared by the steps (analyses/*.cpp).
struct Derivation {
  Graph& g;
  Diagnostics& diagnostics;
  CoreFacts f;

  void put(FactId fact, Element e, Bounds bounds);
  void put(FactId fact, Element e, Tri value);
  Bounds bounds(FactId fact, Element e) const;

 private:
  // True when a stated or assumed value stands, which is then compared with `agrees`.
  bool overruled(FactId fact, Element e, bool agrees);
};

FlowGraph build_flow_graph(const Graph& g, const CoreFacts& f);
void derive_contents(Derivation&);       // contains, sensitivity
void derive_doors(Derivation&);          // readable-by, writable-by, reachable-from
void derive_places(Derivation&);         // trust-of-place, owned, crosses-boundary
void derive_trust(Derivation&);          // content-trust, influence-trust, contributed-by
void derive_audiences(Derivation&);      // queryable-by, answered-to, prompted-by, input-trust
void derive_loops(Derivation&);          // on-feedback-loop
void derive_reach(Derivation&);          // remembers, private-reach, steered-by, widens-access, lends-reach, wider-than-source
void derive_crossings(Derivation&);      // crossings
void derive_defines(Derivation&);        // the conditions of [[define]]

}  // namespace merlon
