// What a derived fact rests on: what would have to be known for it to be known, and the way a contribution took.
#pragma once

#include <memory>
#include <vector>

#include "graph/evaluator.hpp"

namespace merlon {

/// The facts and edge lists that leave a derived fact of an element unknown; empty for a fact that is simply asked.
std::vector<Missing> missing_roots(const Graph& g, FactId fact, Element e);

/// Adds the open lists of a node through which something hidden may come in (or go out).
void missing_sides(const Graph& g, Element node, bool inwards, std::vector<Missing>& out);

/// The same seen from the other end: the list of `node` that may join it to a hidden vertex of the flow graph.
void missing_far_side(const Graph& g, uint32_t hidden, Element node, std::vector<Missing>& out);

/// For a fact that speaks of who contributes to, asks or sees an element: the nodes from whoever it is to the element.
/// Empty for every other fact.  `answers` is made when it is first needed.
std::vector<Element> contribution(const Graph& g, FactId fact, Element e, std::shared_ptr<const Answers>& answers);

}  // namespace merlon
