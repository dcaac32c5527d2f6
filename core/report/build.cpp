#include <algorithm>

#include "report/derive.hpp"
#include "report/rows.hpp"

namespace merlon {
namespace {

void add_pipeline(Building& b) {
  const DocElement& doc = b.g.doc->pipeline;
  b.out.version = b.in.version;
  b.out.today = b.in.today;
  b.out.scorer = b.in.scorer;
  b.out.passes = b.in.passes;
  b.out.pipeline_id = doc.id.text;
  const auto text = [&](std::string_view key) {
    const TomlEntry* entry = doc.find(key);
    return entry != nullptr && entry->value.is(TomlType::string) ? entry->value.text : std::string();
  };
  b.out.pipeline_name = text("name").empty() ? doc.id.text : text("name");
  b.out.owner = text("owner");
  b.out.criticality = text("criticality");
  b.out.file = (*b.in.sources)[b.g.doc->file].name;
}

void add_ledger(Building& b) {
  const Verdicts& v = *b.a.verdicts;
  b.out.incomplete = v.incomplete;
  b.out.ledger = {v.ledger.total, v.ledger.raised, v.ledger.ruled_out, v.ledger.undecided, v.ledger.not_analysed};
  for (const auto& [reason, count] : v.ruled_out_by) b.out.ruled_out_by.emplace_back(reason, count);
  std::stable_sort(b.out.ruled_out_by.begin(), b.out.ruled_out_by.end(),
                   [](const auto& x, const auto& y) { return x.second > y.second; });
  for (const NotAnalysed& n : v.not_analysed) {
    NotAnalysedRow row{n.threat, n.plugin, n.reason, {}};
    for (const Element e : n.subjects) row.subjects.push_back(b.id(e));
    b.out.not_analysed.push_back(std::move(row));
  }
  for (const NotAsked& n : v.not_asked) b.out.not_asked.emplace_back(n.threat, n.reason);
}

}  // namespace

Report build_report(const ReportInput& input) {
  Report out;
  const Assessment& a = *input.assessment;
  Building b{input, a, *a.graph, *a.graph->catalog, out};
  add_pipeline(b);
  add_ledger(b);
  add_findings(b);
  add_controls(b);
  if (input.first != nullptr) {
    out.plan = plan_row(input.first->plan, b.g);
    for (const PlanStep& step : input.first->first) out.first.push_back(step_row(step, b.g));
  }
  if (input.stories != nullptr) add_stories(b, *input.stories);
  if (input.losses != nullptr) add_losses(b, *input.losses);
  add_frameworks(b);
  add_picture(b);
  out.plugins = input.plugins;
  for (const FrameworkDef& f : b.catalog.frameworks) out.frameworks.push_back({f.id, f.name, f.release, f.licence});
  derive(out);
  return out;
}

}  // namespace merlon
