// The parts of a description by name, for those who compare and undo.  Nobody outside of this room includes it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_map.hpp"
#include "catalog/pack.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {

inline constexpr std::array<ElementKind, 5> kListedKinds = {ElementKind::boundary, ElementKind::actor, ElementKind::asset,
                                                            ElementKind::stage, ElementKind::flow};

std::vector<DocElement>& list_of(PipelineDoc& doc, ElementKind kind);
const std::vector<DocElement>& list_of(const PipelineDoc& doc, ElementKind kind);

/// The place of an element in a description; nothing when it has none.
struct Found {
  ElementKind kind = ElementKind::stage;
  const DocElement* element = nullptr;
};
/// By id, FROM..TO or `pipeline`.
Found find_element(const PipelineDoc& doc, std::string_view name);

/// The same for many names; borrows from the description.
class Index {
 public:
  explicit Index(const PipelineDoc& doc);
  Found find(std::string_view name) const;

 private:
  NameMap<Found> by_name_;
};

/// The id of a control that is stated as a word or as a table.
std::string control_id(const TomlValue& stated);

std::string assumption_key(const DocAssumption& a);
const DocAssumption* find_assumption(const std::vector<DocAssumption>& list, const DocAssumption& like);

std::string decision_text(const DocDecision& d);
/// How many decisions on the same finding stand before this one.
size_t nth_of(const std::vector<DocDecision>& list, size_t index);
const DocDecision* find_decision(const std::vector<DocDecision>& list, std::string_view finding, size_t nth);

}  // namespace merlon
