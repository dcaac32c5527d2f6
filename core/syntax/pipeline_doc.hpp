// `pipeline.toml` as it was written: elements in document order, every value with its place.
// Which keys and words exist is the vocabulary's business (room graph); here only the frame is
// checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "syntax/losses.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

struct DocId {
  std::string text;
  Span span;
};

/// `[pipeline]`, `[[boundary]]`, `[[actor]]`, `[[asset]]`, `[[stage]]` or `[[flow]]`.
/// `id` is empty for a flow without one.  `entries` are all other keys.
struct DocElement {
  DocId id;
  Span span;  ///< of the id where there is one, else of the header
  std::vector<TomlEntry> entries;

  const TomlEntry* find(std::string_view key) const;
};

/// `[[decision]]`; every field as written, `span` of the finding's name.
struct DocDecision {
  std::string finding, treatment, reason, by, ticket, until;
  Span span, until_span;
};

/// One fact of `[assume]`: `[assume.element.ID]`, `[assume.boundary.ID]` or `[assume.kind.KIND]`.
struct DocAssumption {
  enum class On : uint8_t { element, boundary, kind } on = On::element;
  DocId target;
  TomlEntry fact;
};

struct PipelineDoc {
  uint32_t file = 0;
  DocElement pipeline;
  std::vector<DocElement> boundaries, actors, assets, stages, flows;
  std::vector<DocDecision> decisions;
  std::vector<DocAssumption> assumptions;
  std::optional<DocLosses> losses;
};

/// Reads `sources[file]`.  Nothing after an error; all errors of the frame are found in one run.
std::optional<PipelineDoc> read_pipeline(const Sources& sources, uint32_t file,
                                         const TomlLimits& limits, Diagnostics& diagnostics);

/// Reads decisions that stand in a file of their own: `[[decision]]` tables and nothing else.  The same errors as in a
/// description, E0204 for everything else.
std::optional<std::vector<DocDecision>> read_decision_file(const Sources& sources, uint32_t file, const TomlLimits& limits,
                                                           Diagnostics& diagnostics);

}  // namespace merlon
