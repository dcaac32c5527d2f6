// The HTML report: a page of sections in a fixed order, readable without JavaScript and without
// CSS.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/outlet.hpp"
#include "report/html/escape.hpp"
#include "report/report.hpp"

namespace merlon {

/// Up to so many of a kind are written in full; more become short rows: of findings and undecided verdicts one each, which refer
/// to the table of threats, of questions one a fact, of required controls one a control.
inline constexpr size_t kMostDetailed = 500;

/// A report on its way to a page, with what links need to know.
struct Page {
  const Report& r;
  HtmlWriter& w;
  std::unordered_set<std::string_view> findings, undecided, threats,
      nodes;  ///< ids that can be linked
  std::unordered_map<std::string_view, std::string_view>
      first_finding,    ///< subject -> its worst finding
      first_undecided;  ///< the same of undecided verdicts

  Page(const Report& report, HtmlWriter& writer);
};

/// Where a page's style sheet and script are, and what stands around it.
struct PageSetting {
  bool beside = false;             ///< in `report.css` and `report.js` beside the page, for hosts that allow nothing else
  std::optional<PageName> index;   ///< the page that lists this one among others
  std::optional<PageAsset> watch;  ///< a script that reloads the page (merlon serve)
};

/// Appends the whole page.
void write_page(const Report& report, Outlet& out, const PageSetting& setting);
/// All in one file.
void write_page(const Report& report, Outlet& out);

/// The element `head` of a page of ours: its policy, its title and its style.
void write_head(const std::optional<Theme>& theme, std::string_view title, HtmlWriter& w, const PageSetting& setting);
/// Whose report it is, where a theme says so.
void write_brand(const std::optional<Theme>& theme, HtmlWriter& w);
/// The style sheet as it stands in a file of its own.
std::string style_file(const std::optional<Theme>& theme);

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
