// Conditions over a graph, three-valued (9-semantics S2).  One evaluator serves verdicts, evidence, explanations and
// why-not.  Not shared between threads: what it remembers belongs to it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/tri.hpp"
#include "graph/graph.hpp"

namespace merlon {

/// Something that would have to be known: a fact of an element, or one of its edge lists.
struct Missing {
  Element element = kNone;
  std::string what;
  friend bool operator==(const Missing&, const Missing&) = default;
};

/// Why a condition has the value it has: leaves and witnesses in the order of the condition.
struct Step {
  enum class Kind : uint8_t { fact, neighbour, path } kind = Kind::fact;
  Tri value = Tri::yes;
  Element element = kNone;        ///< fact: whose; neighbour: the witness; path: where it ends
  FactId fact = kNone;
  Relation relation = Relation::reads;
  std::vector<Element> path;      ///< from the witness to the element
};

struct Trace {
  std::vector<Step> steps;
  std::vector<Missing> missing;                            ///< in document order, no doubles
  std::vector<std::pair<std::string, Element>> witnesses;  ///< names bound by `as`
  std::vector<Element> contribution;                       ///< {path}: from {actor} (first) to the element
  FactId contributes = kNone;                              ///< the derived fact that this way shows
};

class Answers;

class Evaluator {
 public:
  explicit Evaluator(const Graph& g);

  Tri eval(const Test& test, Element e);
  /// The same, and why.  For `yes` the facts and witnesses that make it so, for `unknown` what is missing, for `no`
  /// the first thing that failed.
  Tri trace(const Test& test, Element e, Trace& out);
  /// The first part of the condition that makes it false, as it would be written; empty when it isn't false.
  std::string first_failure(const Test& test, Element e);

 private:
  struct Neighbour {
    Element element;
    bool certain;
  };
  using Visit = std::function<bool(Neighbour)>;  // false: stop
  // Who may be a neighbour because a list is open, the same for all whose neighbour it may be: stages whose list is
  // open, or what an open `uses` may name.
  enum class Possible : uint8_t { readers, writers, users, callers, used };

  Tri eval_fact(const Test& test, Element e) const;
  Tri eval_relation(const Test& test, Element e);
  Tri eval_neighbours(const Test& test, Element e);
  Tri eval_spread(const Test& test, Element e);
  const std::vector<uint8_t>& column(const Test& test);
  void fill(const Test& test, std::vector<uint8_t>& values);
  Tri of_hidden(const Test& test, ElementKind kind) const;
  Tri at_vertex(const Test& test, uint32_t vertex, bool upwards);
  /// Calls `visit` for each certain neighbour in document order, then `possible` where an open list may connect others;
  /// returns whether hidden ones are possible.
  bool neighbours(Relation relation, Element e, const Visit& visit, const std::function<void(Possible)>& possible) const;
  void each_possible(Possible possible, const std::function<bool(Element)>& visit) const;
  Tri met_by_possible(const Test& test, Possible possible);
  bool hidden_node() const;
  bool hidden_flow(Element e, bool in) const;
  bool usable(Element asset) const;

  void trace_fact(const Test& test, Element e, Tri value, Trace& out);
  void trace_relation(const Test& test, Element e, Tri value, Trace& out);
  void trace_spread(const Test& test, Element e, Tri value, Trace& out);
  void missing_anywhere(Trace& out) const;
  void missing_lists(Relation relation, Element e, Trace& out) const;
  void missing_fact(FactId fact, Element e, Trace& out);
  std::vector<Element> path(const Test& test, Element e, Element& witness);

  const Graph& g_;
  FactId kind_;
  std::vector<std::vector<uint8_t>> columns_;  // by memo: value + 1 for each vertex
  std::vector<uint8_t> possible_;              // by memo: value + 1 of those who may be neighbours; 0: not known yet
  std::shared_ptr<const Answers> answers_;     // made when a trace first asks who sees what
};

/// A condition as it would be written in TOML.
std::string describe(const Test& test, const Catalog& catalog);

}  // namespace merlon
