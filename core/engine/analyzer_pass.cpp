#include "engine/analyzer_pass.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/pass_context.hpp"

namespace merlon {
namespace {

// Each cell that it promised, exactly once.
void check_complete(mrl_ctx& ctx) {
  auto& verdicts = ctx.out.verdicts;
  std::sort(verdicts.begin(), verdicts.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.threat, a.subject) < std::make_pair(b.threat, b.subject);
  });
  for (size_t row = 0; row < ctx.cells.size() && ctx.failed.empty(); ++row) {
    const PassCells& cells = ctx.cells[row];
    for (size_t i = 0; i < cells.subjects.size() && ctx.failed.empty(); ++i) {
      if (ctx.given[row][i]) continue;
      ctx.failed = fmt::format("it gave no verdict on `{}@{}`", ctx.asked[cells.threat].id, ctx.g.ids[cells.subjects[i]]);
    }
  }
}

bool matches(const Graph& g, Element e, std::string_view fact_name, const char* const* words) {
  if (words == nullptr || *words == nullptr) return true;
  const FactId fact = g.catalog->vocabulary.find(fact_name);
  for (; *words != nullptr; ++words) {
    const uint32_t value = fact == kNone ? kNone : g.catalog->vocabulary.facts[fact].value(*words);
    if (value != kNone && g.facts.is(fact, e, value) == Tri::yes) return true;
  }
  return false;
}

}  // namespace

std::vector<PassCells> cells_of(const mrl_pass& pass, const Graph& g, const std::vector<AskedThreat>& asked) {
  std::vector<PassCells> out;
  for (uint32_t i = 0; i < asked.size(); ++i) {
    if (!is_named(pass.covers, asked[i].id)) continue;
    PassCells cells;
    cells.threat = i;
    for (const Element e : asked[i].subjects) {
      const ElementKind kind = g.kind_of(e);
      if (pass.subjects != 0 && (pass.subjects & mask_of(kind)) == 0) continue;
      if (kind == ElementKind::stage && !matches(g, e, "does", pass.does)) continue;
      if (kind == ElementKind::asset && !matches(g, e, "kind", pass.kinds)) continue;
      if (kind == ElementKind::actor && !matches(g, e, "role", pass.roles)) continue;
      cells.subjects.push_back(e);
    }
    out.push_back(std::move(cells));
  }
  return out;
}

AnalyzerVerdicts run_analyzer(const AnalyzerInput& input) {
  const mrl_pass& pass = input.pass;
  const Graph& g = input.graph;
  mrl_ctx ctx{pass, g, input.views, input.asked, input.selection, cells_of(pass, g, input.asked), {}, {}, {}, {}, {}, {}, {}, {}};
  for (const PassCells& cells : ctx.cells) {
    std::vector<mrl_ref>& refs = ctx.refs.emplace_back();
    ctx.given.emplace_back(cells.subjects.size());
    for (const Element e : cells.subjects) refs.push_back(to_ref(g, e));
  }
  ctx.failed = input.unmet;
  if (ctx.failed.empty()) call(pass, ctx, input.host == nullptr ? host_functions() : *input.host);
  if (ctx.failed.empty()) check_complete(ctx);
  ctx.out.pass = pass.id;
  ctx.out.failure = ctx.failed;
  if (!ctx.failed.empty()) ctx.out.verdicts.clear();
  return std::move(ctx.out);
}

}  // namespace merlon
