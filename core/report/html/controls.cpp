// What must stand: the required controls as a checklist, phase by phase.
#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownFindings = 6;

void write_required_row(Page& page, const RequiredRow& row) {
  HtmlWriter& w = page.w;
  w.open("tr").open("td");
  write_state(w, row.status);
  w.close().open("th").attr("scope", "row").text(row.name).text(" ");
  w.open("span").cls("id").text(row.control).close().close().open("td");
  write_element(page, row.place);
  w.close().el_rich("td", row.verify).open("td").cls("num").number(row.highest).close().open("td");
  write_finding_links(page, row.findings, kShownFindings);
  w.close().open("td").cls("cites");
  for (size_t i = 0; i < row.satisfies.size(); ++i) {
    w.text(i > 0 ? ", " : "").text(row.satisfies[i]);
  }
  w.close().close();
}

}  // namespace

void write_required(Page& page) {
  HtmlWriter& w = page.w;
  const auto& rows = page.r.required;
  if (rows.empty()) {
    w.el("p", "No finding asks for a control.");
    return;
  }
  w.open("p")
      .cls("lead")
      .text(
          "Controls that the findings ask for, at the place where they belong. Only what is "
          "implemented or partial earns "
          "credit; unstated means that nobody said.")
      .close();
  for (size_t i = 0; i < rows.size();) {
    const std::string& phase = rows[i].phase;
    w.el("h3", phase);
    begin_table(w, "required", fmt::format("Required controls: {}", phase),
                {"Status", "Control", "Where", "What to verify", "Score", "Answers", "Satisfies"});
    for (; i < rows.size() && rows[i].phase == phase; ++i) write_required_row(page, rows[i]);
    end_table(w);
  }
}

}  // namespace merlon
