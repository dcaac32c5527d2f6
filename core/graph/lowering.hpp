// The state of one lowering, shared by its steps (lower_*.cpp).  Nobody outside of this room includes it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "graph/graph.hpp"

namespace merlon {

using Pairs = std::vector<std::pair<Element, Element>>;

struct Lowering {
  const PipelineDoc& doc;
  const Catalog& catalog;
  const Vocabulary& vocabulary;
  Diagnostics& diagnostics;
  Graph g;

  Pairs reads, writes, uses, serves, after, carries;
  std::vector<uint32_t> phantom_kinds;
  std::vector<const TomlValue*> phantom_docs;

  /// The element that `value` names, of one of `kinds`; else kNone and a diagnostic.
  Element resolve(const TomlValue& value, ElementMask kinds, std::string_view what);
  /// Each name in a list of names (or one name); tells when the value has another type.
  std::vector<Element> resolve_list(const TomlEntry& entry, ElementMask kinds);
  std::string similar(std::string_view name, ElementMask kinds) const;
};

/// A key that is an edge, a name or a statement of controls rather than a fact.
bool is_structural_key(ElementKind kind, std::string_view key);

/// Whether `[]`, or an empty text, says something of a fact.  Errors: E0237, and false.
bool may_say_nothing(const Fact& fact, const TomlEntry& entry, Diagnostics& diagnostics);

// The steps, in this order.
void lower_ids(Lowering&);        // elements, kinds, `does`, phases
void lower_edges(Lowering&);      // lists and flows; from here on every element has its number
void lower_places(Lowering&);     // boundaries and holders
void lower_own_facts(Lowering&);  // keys checked, values checked
void lower_controls(Lowering&);   // control statements
void lower_open_lists(Lowering&); // rows of neighbours, and what is expected and was not given
void lower_facts(Lowering&);      // effective values that need no graph: S4
void lower_decisions(Lowering&);  // decisions speak of what exists
void lower_standing(Lowering&);   // controls stand where they count

}  // namespace merlon
