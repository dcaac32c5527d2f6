// The same findings through somebody else's lists: ATLAS as a matrix of tactics, the others as
// tables.
#include <fmt/format.h>

#include <algorithm>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownFindings = 3;

bool belongs(const FrameworkEntryRow& entry, std::string_view tactic) {
  return std::find(entry.tactics.begin(), entry.tactics.end(), tactic) != entry.tactics.end();
}

void write_entry_state(HtmlWriter& w, const FrameworkEntryRow& entry) {
  const bool silent = entry.state == "not-cited" && !entry.below.empty();
  if (!silent) write_state(w, entry.state);
  if (entry.below.empty()) return;
  if (!silent) w.text(" ");
  write_state(w, entry.below);
  w.text(" ").open("span").cls("by").text("below").close();
}

void write_entry(Page& page, const FrameworkEntryRow& entry) {
  HtmlWriter& w = page.w;
  w.open("li").cls("entry");
  write_entry_state(w, entry);
  w.text(" ").open("span").cls("id").text(entry.id).close().text(" ").el("span", entry.name);
  write_finding_links(page, entry.findings, kShownFindings);
  w.close();
}

template <class Belongs>
void write_column(Page& page, const FrameworkView& view, std::string_view id, std::string_view name,
                  Belongs belongs_here) {
  HtmlWriter& w = page.w;
  w.open("section")
      .cls("tactic")
      .open("h4")
      .text(name)
      .text(" ")
      .open("span")
      .cls("id")
      .text(id)
      .close()
      .close()
      .open("ul");
  for (const FrameworkEntryRow& entry : view.entries) {
    if (belongs_here(entry)) write_entry(page, entry);
  }
  w.close().close();
}

void write_matrix_view(Page& page, const FrameworkView& view) {
  HtmlWriter& w = page.w;
  open_scroller(w, "scroll tactics", fmt::format("{} matrix", view.name));
  for (const auto& [id, name] : view.tactics) {
    write_column(page, view, id, name,
                 [&tactic = id](const FrameworkEntryRow& e) { return belongs(e, tactic); });
  }
  const auto stray = [](const FrameworkEntryRow& e) { return e.tactics.empty(); };
  if (std::any_of(view.entries.begin(), view.entries.end(), stray))
    write_column(page, view, "", "No tactic", stray);
  w.close();
}

void write_list_view(Page& page, const FrameworkView& view) {
  HtmlWriter& w = page.w;
  begin_table(w, "framework", fmt::format("{} {}", view.name, view.release),
              {"State", "Entry", "Name", "Findings"});
  for (const FrameworkEntryRow& entry : view.entries) {
    w.open("tr").open("td");
    write_entry_state(w, entry);
    w.close()
        .open("th")
        .attr("scope", "row")
        .text(entry.id)
        .close()
        .el("td", entry.name)
        .open("td");
    write_finding_links(page, entry.findings, kShownFindings);
    w.close().close();
  }
  end_table(w);
}

void write_legend(HtmlWriter& w) {
  w.open("dl").cls("legend");
  const std::pair<std::string_view, std::string_view> states[] = {
      {"raised", "a finding cites it"},
      {"undecided", "a fact is missing"},
      {"ruled-out", "asked, and does not hold here"},
      {"not-analysed", "could not be asked"},
      {"not-cited", "no threat that was asked cites it"}};
  for (const auto& [state, meaning] : states) {
    w.open("div").open("dt");
    write_state(w, state);
    w.close().el("dd", meaning).close();
  }
  w.open("div").el("dt", "below").el("dd", "said of its parts, and worse than what is said of itself").close();
  w.close();
}

}  // namespace

void write_frameworks(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.frameworks_seen.empty()) {
    w.el("p", "No threat that was asked cites a framework.");
    return;
  }
  write_legend(w);
  for (const FrameworkView& view : page.r.frameworks_seen) {
    w.open("h3")
        .text(view.name)
        .text(" ")
        .open("span")
        .cls("id")
        .text(view.release)
        .close()
        .close();
    if (view.tactics.empty()) {
      write_list_view(page, view);
    } else {
      write_matrix_view(page, view);
    }
  }
}

}  // namespace merlon
