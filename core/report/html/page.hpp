// The HTML report: a page of sections in a fixed order, readable without JavaScript and without
// CSS.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/outlet.hpp"
#include "report/html/escape.hpp"
#include "report/report.hpp"

namespace merlon {

/// Up to so many findings are written in full; more become rows that refer to the table of threats.
inline constexpr size_t kMostDetailed = 500;

/// A report on its way to a page, with what links need to know.
struct Page {
  const Report& r;
  HtmlWriter& w;
  std::unordered_set<std::string_view> findings, undecided, threats,
      nodes;  ///< ids that can be linked
  std::unordered_map<std::string_view, std::string_view>
      first_finding;  ///< subject -> its worst finding

  Page(const Report& report, HtmlWriter& writer);
  bool detailed() const { return r.findings.size() <= kMostDetailed; }
};

/// Appends the whole page.
void write_page(const Report& report, Outlet& out);

// One for each section, in the order of the page.
void write_summary(Page& page);
void write_picture(Page& page);
void write_matrix(Page& page);
void write_lifecycle(Page& page);
void write_plan(Page& page);
void write_attack_paths(Page& page);
void write_losses(Page& page);
void write_findings(Page& page);
void write_threats(Page& page);
void write_undecided(Page& page);
void write_questions(Page& page);
void write_required(Page& page);
void write_decisions(Page& page);
void write_assumptions(Page& page);
void write_frameworks(Page& page);
void write_ledger(Page& page);
void write_inputs(Page& page);

}  // namespace merlon
