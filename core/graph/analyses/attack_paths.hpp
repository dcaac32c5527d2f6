// Attack paths: by which way somebody from outside gets at an element, one path for each place where he may begin.
#pragma once

#include <vector>

#include "graph/analyses/answers.hpp"
#include "graph/analyses/content.hpp"

namespace merlon {

/// A way that certainly exists.
struct AttackPath {
  Element from = kNone;            ///< an actor, or an asset that brings in what outsiders wrote
  int32_t audience = nobody;       ///< how wide the circle is that may begin there
  std::vector<Element> nodes;      ///< from `from` to the subject; doors of stores are left out
};

class AttackPaths {
 public:
  explicit AttackPaths(const Graph& g);

  /// Paths by which what outsiders write reaches a node.
  /// Shape:  one for each actor or asset where it may begin: of all paths from there the one with the fewest steps; an
  ///         asset right behind an actor of no narrower circle is left out.  The widest circle first, then actors, then
  ///         the shortest, then in document order.
  /// Units:  an audience of partners at least.
  /// Errors: empty for what is no node, and where no way is certain.
  /// Source: 9-semantics S5 and S6; edges of ContentRules.
  std::vector<AttackPath> of_content(Element subject) const;
  /// Paths by which outsiders ask a stage: from caller to called.  As above.
  std::vector<AttackPath> of_calls(Element subject) const;
  /// Paths by which outsiders see the answers of a stage, from whoever looks to the stage.  As above.
  std::vector<AttackPath> of_answers(Element stage) const;
  /// The shortest certain way along flows from a node to another that passes a model (or begins at one); both ends
  /// included; empty where there is none.
  std::vector<Element> through_a_model(Element from, Element to) const;
  /// The shortest certain way along flows from a node to another, both included; empty where there is none.
  std::vector<Element> between(Element from, Element to) const;

 private:
  struct Search;
  bool is_actor(Element e) const { return g_.kind_of(e) == ElementKind::actor; }
  std::vector<AttackPath> sorted(const Search& search, Element subject, const std::vector<int32_t>& begins) const;

  const Graph& g_;
  CoreFacts f_;
  ContentRules rules_;
  Answers answers_;
  std::vector<int32_t> callers_, authors_;  ///< by node: how wide the circle is that may begin there; nobody: none of outside
};

}  // namespace merlon
