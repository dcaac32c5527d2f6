#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/checks/check.hpp"
#include "engine/analysis.hpp"

namespace merlon {
namespace {

std::string text_of(const AnalyzerVerdicts::One& one, const Graph& g) {
  std::string out = fmt::format("{}: {}", kVerdictWords[static_cast<size_t>(one.kind)], one.reason);
  for (const Evidence& e : one.evidence) {
    out += fmt::format("; {} {} {}", kEvidenceWords[static_cast<size_t>(e.kind)], e.element == kNone ? "" : g.ids[e.element], e.fact);
    for (const Element step : e.path) out += fmt::format(" {}", g.ids[step]);
  }
  return out;
}

}  // namespace

std::vector<const mrl_pass*> CheckedPlugin::passes(uint32_t kind) const {
  std::vector<const mrl_pass*> out;
  for (const mrl_pass* const* p = plugin.table->passes; p != nullptr && *p != nullptr; ++p) {
    if ((*p)->kind == kind) out.push_back(*p);
  }
  return out;
}

std::optional<Said> what_is_said(const CheckedPlugin& checked, const PipelineDoc& doc, const mrl_host* host) {
  Walk& walk = checked.walk;
  Diagnostics diagnostics;
  const auto graph = shape({doc, walk.house.catalog, false, walk.house.tables}, diagnostics);
  if (!graph) return std::nullopt;
  const Verdicts asked = run({&*graph, &walk.house.catalog, {}, {}, 1});
  const Views views(*graph, analyses::all(), nullptr);
  Said out;
  for (const NotComputed& n : graph->not_computed) {
    if (n.plugin == checked.plugin.id) out.failures[n.analysis] = n.why;
  }
  for (const mrl_pass* pass : checked.passes(MRL_PASS_ANALYZER)) {
    const AnalyzerVerdicts verdicts = run_analyzer({*pass, *graph, views, asked.threats, nullptr, "", host});
    if (!verdicts.failure.empty()) out.failures[pass->id] = verdicts.failure;
    for (const AnalyzerVerdicts::One& one : verdicts.verdicts) {
      out.verdicts[fmt::format("{}: {}@{}", pass->id, asked.threats[one.threat].id, graph->ids[one.subject])] = text_of(one, *graph);
    }
  }
  return out;
}

std::string difference(const Said& a, const Said& b) {
  for (const auto& [ours, theirs] : {std::pair{&a.failures, &b.failures}, {&a.verdicts, &b.verdicts}}) {
    for (const auto& [id, text] : *ours) {
      const auto other = theirs->find(id);
      if (other == theirs->end()) return fmt::format("`{}` is `{}`, and then nothing", id, text);
      if (other->second != text) return fmt::format("`{}` is `{}`, and then `{}`", id, text, other->second);
    }
    for (const auto& [id, text] : *theirs) {
      if (!ours->contains(id)) return fmt::format("`{}` is nothing, and then `{}`", id, text);
    }
  }
  return {};
}

}  // namespace merlon
