// What changed between two descriptions, edit by edit, and a description with some of the edits undone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/pack.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {

/// One edit.  Names, notes and keys of one's own (`x-...`) decide nothing and are left out; so is the order of lists,
/// but for `does`, whose first word gives the phase.
struct Edit {
  enum class What : uint8_t { element, value, item, control, assumption, decision } what = What::value;
  ElementKind kind = ElementKind::stage;  ///< of the element; of an assumption and a decision nothing
  std::string element;  ///< id, FROM..TO or `pipeline`; of an assumption its target; of a decision its finding
  std::string key;      ///< fact, edge list; of an assumption `element`, `boundary` or `kind` and the fact: `kind.rights`
  std::string item;     ///< of item: what the list holds, as written; of control: its id
  std::string before, after;  ///< as TOML; empty: not there
  Span span;            ///< in the later description, of what was taken away in the earlier one

  bool added() const { return before.empty(); }
  bool removed() const { return after.empty(); }
};

/// `boundary`, `asset`, ... or FROM..TO of a flow without an id.
std::string name_of(ElementKind kind, const DocElement& element);

/// Everything that differs: elements by kind, then the parts of each in the order of the later description.
std::vector<Edit> edits_between(const PipelineDoc& before, const PipelineDoc& after);

/// `after` with the edits numbered in `undo` taken back.
/// Shape:  `undo` indexes `edits`, which are those between the two; returns a description that may still not lower.
/// An element that was added goes with everything that names it; one that was removed comes back with what named it, as
/// far as the other ends are there.  With all edits undone it says the same as `before`.
PipelineDoc undone(const PipelineDoc& before, const PipelineDoc& after, const std::vector<Edit>& edits, const std::vector<uint32_t>& undo);

/// One sentence: "`encrypted` of flow `buyer..gateway` was taken away (was true)".
std::string sentence(const Edit& edit);

}  // namespace merlon
