// What must stand: the required controls as a checklist, phase by phase.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownFindings = 6;
constexpr size_t kShownPlaces = 100;

void write_required_row(Page& page, const RequiredRow& row) {
  HtmlWriter& w = page.w;
  w.open("tr").open("td");
  write_state(w, row.status);
  w.close().open("th").attr("scope", "row").text(row.name).text(" ");
  w.open("span").cls("id").text(row.control).close().close().open("td");
  write_element(page, row.place);
  w.close().el_rich("td", row.verify).open("td").cls("num").number(row.highest).close().open("td");
  write_finding_links(page, row.findings, kShownFindings);
  w.close().close();
}

// Once for each control, however many places it is required at.
void write_satisfied(Page& page) {
  HtmlWriter& w = page.w;
  std::map<std::string_view, const RequiredRow*> by_control;
  for (const RequiredRow& row : page.r.required) {
    if (!row.satisfies.empty()) by_control.try_emplace(row.control, &row);
  }
  if (by_control.empty()) return;
  w.el("h3", "What they satisfy");
  begin_table(w, "satisfied", "Requirements and mitigations of frameworks, by control", {"Control", "Satisfies"});
  for (const auto& [control, row] : by_control) {
    w.open("tr").open("th").attr("scope", "row").text(row->name).text(" ").open("span").cls("id").text(control).close().close();
    w.open("td").cls("cites").text(fmt::format("{}", fmt::join(row->satisfies, ", "))).close().close();
  }
  end_table(w);
}

// A control at all its places; which finding asks for it where is in the JSON.
struct AtMany {
  const RequiredRow* first = nullptr;
  int highest = 0;
  size_t findings = 0;
  std::map<std::string_view, std::vector<std::string_view>> places;  ///< by status
};

void write_by_control(Page& page) {
  HtmlWriter& w = page.w;
  std::map<std::string_view, AtMany> by_control;
  for (const RequiredRow& row : page.r.required) {
    AtMany& c = by_control[row.control];
    if (c.first == nullptr) c.first = &row;
    c.highest = std::max(c.highest, row.highest);
    c.findings += row.findings.size();
    c.places[row.status].push_back(row.place);
  }
  std::vector<const AtMany*> rows;
  for (const auto& [control, c] : by_control) rows.push_back(&c);
  std::stable_sort(rows.begin(), rows.end(), [](const AtMany* a, const AtMany* b) { return std::make_pair(a->highest, a->findings) > std::make_pair(b->highest, b->findings); });
  begin_table(w, "required many", "Required controls, those that answer the worst first", {"Control", "What to verify", "#Score", "#Findings", "Where, by status", "Satisfies"});
  for (const AtMany* c : rows) {
    w.open("tr").open("th").attr("scope", "row").text(c->first->name).text(" ").open("span").cls("id").text(c->first->control).close().close();
    w.el_rich("td", c->first->verify);
    number_cell(w, c->highest);
    number_cell(w, static_cast<int64_t>(c->findings));
    w.open("td");
    for (const auto& [status, places] : c->places) {
      w.open("p");
      write_state(w, status);
        const auto shown = places.begin() + static_cast<std::ptrdiff_t>(std::min(places.size(), kShownPlaces));
      w.text(fmt::format(" {}: {}", places.size(), fmt::join(places.begin(), shown, ", ")));
      w.text(shown == places.end() ? "" : fmt::format(" and {} more, which the JSON names", places.end() - shown)).close();
    }
    w.close().open("td").cls("cites").text(fmt::format("{}", fmt::join(c->first->satisfies, ", "))).close().close();
  }
  end_table(w);
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
  if (rows.size() > kMostDetailed) return write_by_control(page);
  for (size_t i = 0; i < rows.size();) {
    const std::string& phase = rows[i].phase;
    w.el("h3", phase);
    begin_table(w, "required", fmt::format("Required controls: {}", phase),
                {"Status", "Control", "Where", "What to verify", "#Score", "Answers"});
    for (; i < rows.size() && rows[i].phase == phase; ++i) write_required_row(page, rows[i]);
    end_table(w);
  }
  write_satisfied(page);
}

}  // namespace merlon
