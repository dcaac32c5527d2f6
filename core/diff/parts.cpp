#include "diff/parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diff/edits.hpp"

namespace merlon {
namespace {

std::string end_of(const DocElement& flow, std::string_view key) {
  const TomlEntry* entry = flow.find(key);
  return entry == nullptr ? std::string() : entry->value.text;
}

constexpr std::array<std::string_view, 3> kAssumedOn = {"element", "boundary", "kind"};

}  // namespace

const std::vector<DocElement>& list_of(const PipelineDoc& doc, ElementKind kind) {
  switch (kind) {
    case ElementKind::boundary: return doc.boundaries;
    case ElementKind::actor: return doc.actors;
    case ElementKind::asset: return doc.assets;
    case ElementKind::flow: return doc.flows;
    case ElementKind::stage:
    case ElementKind::pipeline: break;
  }
  return doc.stages;
}

std::vector<DocElement>& list_of(PipelineDoc& doc, ElementKind kind) {
  return const_cast<std::vector<DocElement>&>(list_of(static_cast<const PipelineDoc&>(doc), kind));
}

std::string name_of(ElementKind kind, const DocElement& e) {
  if (kind == ElementKind::pipeline) return "pipeline";
  return kind != ElementKind::flow || !e.id.text.empty() ? e.id.text : end_of(e, "from") + ".." + end_of(e, "to");
}

Found find_element(const PipelineDoc& doc, std::string_view name) {
  if (name == "pipeline") return {ElementKind::pipeline, &doc.pipeline};
  for (const ElementKind kind : kListedKinds) {
    for (const DocElement& e : list_of(doc, kind)) {
      if (name_of(kind, e) == name) return {kind, &e};
    }
  }
  return {};
}

Index::Index(const PipelineDoc& doc) {
  by_name_.try_emplace("pipeline", Found{ElementKind::pipeline, &doc.pipeline});
  for (const ElementKind kind : kListedKinds) {
    for (const DocElement& e : list_of(doc, kind)) by_name_.try_emplace(name_of(kind, e), Found{kind, &e});
  }
}

Found Index::find(std::string_view name) const {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? Found{} : it->second;
}

std::string control_id(const TomlValue& stated) {
  if (!stated.is(TomlType::table)) return stated.text;
  const TomlValue* id = stated.find("id");
  return id == nullptr ? std::string() : id->text;
}

std::string assumption_key(const DocAssumption& a) {
  return fmt::format("{}.{}", kAssumedOn[static_cast<size_t>(a.on)], a.fact.key);
}

const DocAssumption* find_assumption(const std::vector<DocAssumption>& list, const DocAssumption& like) {
  const auto it = std::find_if(list.begin(), list.end(), [&](const DocAssumption& a) {
    return a.on == like.on && a.target.text == like.target.text && a.fact.key == like.fact.key;
  });
  return it == list.end() ? nullptr : &*it;
}

std::string decision_text(const DocDecision& d) {
  std::string out = fmt::format("{}: {}", d.treatment, d.reason);
  for (const auto& [what, text] : {std::pair{"by", &d.by}, {"ticket", &d.ticket}, {"until", &d.until}}) {
    if (!text->empty()) out += fmt::format(", {} {}", what, *text);
  }
  return out;
}

size_t nth_of(const std::vector<DocDecision>& list, size_t index) {
  return static_cast<size_t>(std::count_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(index),
                                           [&](const DocDecision& d) { return d.finding == list[index].finding; }));
}

const DocDecision* find_decision(const std::vector<DocDecision>& list, std::string_view finding, size_t nth) {
  for (const DocDecision& d : list) {
    if (d.finding == finding && nth-- == 0) return &d;
  }
  return nullptr;
}

}  // namespace merlon
