// The same findings by likelihood and impact, and by phase of the lifecycle.
#include <fmt/format.h>

#include <algorithm>

#include "report/html/parts.hpp"
#include "risk/scale.hpp"

namespace merlon {
namespace {

constexpr size_t kShownInCell = 4;
constexpr size_t kMostInCell = 40;

void write_cell_links(Page& page, const std::vector<std::string>& ids) {
  HtmlWriter& w = page.w;
  w.open("p").cls("big").number(static_cast<int64_t>(ids.size())).close();
  const std::vector<std::string> first(
      ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), kShownInCell)));
  write_finding_links(page, first, kShownInCell);
  if (ids.size() <= kShownInCell) return;
  const std::vector<std::string> rest(ids.begin() + kShownInCell, ids.end());
  w.open("details").el("summary", fmt::format("{} more", rest.size()));
  write_finding_links(page, rest, kMostInCell);
  w.close();
}

std::vector<std::string> rated(const Report& r, std::string_view likelihood,
                               std::string_view impact) {
  std::vector<std::string> ids;
  for (const FindingRow& f : r.findings) {
    if (f.residual.likelihood_level == likelihood && f.residual.impact_level == impact)
      ids.push_back(f.id);
  }
  return ids;
}

}  // namespace

void write_matrix(Page& page) {
  HtmlWriter& w = page.w;
  open_scroller(w, "scroll", "Risk matrix");
  w.open("table").cls("matrix");
  w.el("caption",
       "Findings by likelihood (rows) and impact (columns), after credited controls; the level of "
       "a cell is that of "
       "NIST SP 800-30r1, table I-2");
  w.open("thead").open("tr").open("th").attr("scope", "col").text("likelihood \\ impact").close();
  for (const std::string_view impact : kLevelWords)
    w.open("th").attr("scope", "col").text(impact).close();
  w.close().close().open("tbody");
  for (size_t row = kLevelWords.size(); row-- > 0;) {
    w.open("tr").open("th").attr("scope", "row").text(kLevelWords[row]).close();
    for (size_t column = 0; column < kLevelWords.size(); ++column) {
      const std::string_view level =
          word(risk_level(static_cast<Level>(row), static_cast<Level>(column)));
      const std::vector<std::string> ids = rated(page.r, kLevelWords[row], kLevelWords[column]);
      w.open("td").cls(fmt::format("{} {}", level, ids.empty() ? "none" : "some"));
      w.open("p").cls("level").text(level).close();
      if (!ids.empty()) write_cell_links(page, ids);
      w.close();
    }
    w.close();
  }
  w.close().close().close();
}

void write_lifecycle(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_scroller(w, "scroll", "Lifecycle");
  w.open("table")
      .cls("lifecycle")
      .el("caption", "Findings raised, by lifecycle phase and domain")
      .open("thead")
      .open("tr");
  w.open("th").attr("scope", "col").text("Phase").close();
  w.open("th").attr("scope", "col").text("Stages").close();
  if (!r.phases.empty()) {
    for (const auto& [domain, n] : r.phases[0].raised_by_domain)
      w.open("th").attr("scope", "col").cls("num").text(domain).close();
  }
  for (const std::string_view head : {"Raised", "Undecided"})
    w.open("th").attr("scope", "col").cls("num").text(head).close();
  w.open("th").attr("scope", "col").text("Worst").close();
  w.close().close().open("tbody");
  for (const PhaseRow& phase : r.phases) {
    w.open("tr").open("th").attr("scope", "row").text(phase.phase).close();
    w.open("td");
    for (size_t i = 0; i < phase.stages.size(); ++i) {
      if (i > 0) w.text(", ");
      write_element(page, phase.stages[i]);
    }
    w.close();
    for (const auto& [domain, n] : phase.raised_by_domain) number_cell(w, n);
    number_cell(w, phase.raised);
    number_cell(w, phase.undecided);
    w.open("td");
    if (!phase.worst_level.empty()) write_level(w, phase.worst_level);
    w.close().close();
  }
  end_table(w);
}

}  // namespace merlon
