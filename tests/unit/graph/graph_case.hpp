// Pipelines as text, lowered with the vocabulary of our own database.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/house.hpp"
#include "graph/evaluator.hpp"
#include "graph/lower.hpp"
#include "packc/read.hpp"
#include "catalog/link.hpp"

namespace merlon {

inline const Catalog& own_catalog() {
  static const Catalog catalog = core_catalog();
  return catalog;
}

/// A text with everything that came of lowering it.  Does not move: the graph borrows the document.
struct GraphCase {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<PipelineDoc> doc;
  std::optional<Graph> graph;

  std::string messages() const { return diagnostics.empty() ? "" : render(sources, diagnostics, false); }
  const Graph& g() const { return *graph; }
  Element element(std::string_view id) const {
    const auto it = graph->by_id.find(id);
    return it == graph->by_id.end() ? kNone : it->second;
  }
  /// Effective value, as a reader sees it.
  std::string value(std::string_view fact, std::string_view id) const {
    return graph->facts.text(own_catalog().vocabulary.find(fact), element(id));
  }
  std::string origin(std::string_view fact, std::string_view id) const {
    const FactSource source = graph->source(own_catalog().vocabulary.find(fact), element(id));
    std::string out(kOriginWords[static_cast<size_t>(source.origin)]);
    if (source.entry != nullptr && source.from != kNone && graph->ids[source.from] != id) out += " from " + graph->ids[source.from];
    return out;
  }
  std::string ids(std::span<const Element> list) const {
    std::string out;
    for (const Element e : list) out += (out.empty() ? "" : " ") + graph->ids[e];
    return out;
  }
};

using GraphCasePtr = std::unique_ptr<GraphCase>;

/// As `merlon analyze` does it: with assumptions when there are any.
inline GraphCasePtr lowered_file(std::string text, const Catalog& catalog = own_catalog()) {
  auto c = std::make_unique<GraphCase>();
  const uint32_t file = c->sources.add("pipeline.toml", std::move(text));
  c->doc = read_pipeline(c->sources, file, {}, c->diagnostics);
  if (c->doc) c->graph = lower(*c->doc, catalog, !c->doc->assumptions.empty(), c->diagnostics);
  return c;
}

/// `text` behind the head that every pipeline has.
inline std::string pipeline_text(const std::string& text, const std::string& of_pipeline = "criticality = \"low\"\n") {
  return "format = 1\n[pipeline]\nid = \"p\"\n" + of_pipeline + text;
}
inline GraphCasePtr lowered_text(const std::string& text) { return lowered_file(pipeline_text(text)); }

inline std::string messages_of(const std::string& text) { return lowered_text(text)->messages(); }
inline std::string messages_of_file(const std::string& text) { return lowered_file(text)->messages(); }

/// A condition as a threat would say it, over elements of `kinds`.
struct Asked {
  Catalog catalog = own_catalog();
  Test test;

  Asked(const std::string& condition, ElementMask kinds) {
    Sources sources;
    Diagnostics diagnostics;
    const auto doc = parse_toml(sources, sources.add("c.toml", "when = " + condition + "\n"), {}, diagnostics);
    std::vector<LinkProblem> problems;
    if (doc) test = link_condition(catalog, catalog.n_memos, read_condition(*doc->find("when"), diagnostics), kinds, "c", problems);
    if (!problems.empty()) throw std::logic_error(problems[0].message);
    if (!diagnostics.empty()) throw std::logic_error(render(sources, diagnostics, false));
  }
};

/// `yes`, `unknown: q.reads, ...` or `no` of a condition at an element.
inline std::string answer(const std::string& pipeline, const std::string& condition, const std::string& id) {
  static const char* kWords[] = {"no", "unknown", "yes"};
  const Asked asked(condition, mask_of(ElementKind::stage) | mask_of(ElementKind::asset) | mask_of(ElementKind::actor) |
                                   mask_of(ElementKind::flow) | mask_of(ElementKind::boundary) | mask_of(ElementKind::pipeline));
  const GraphCasePtr c = lowered_file(pipeline_text(pipeline), asked.catalog);
  if (!c->graph) return c->messages();
  Evaluator evaluator(*c->graph);
  Trace trace;
  const Tri value = evaluator.trace(asked.test, c->element(id), trace);
  std::string out = kWords[static_cast<size_t>(value)];
  for (const Missing& m : trace.missing) {
    out += (&m == &trace.missing[0] ? ": " : ", ") + c->graph->ids[m.element] + "." + m.what;
  }
  return out;
}

}  // namespace merlon
