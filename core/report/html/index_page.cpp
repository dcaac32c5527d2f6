#include "report/html/index_page.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/parts.hpp"

namespace merlon {
namespace {

// A control that several pipelines lack: places where it is required and does not stand in full.
struct Missing {
  std::string_view name;
  int highest = 0, places = 0;
  std::map<std::string_view, size_t> pipelines;  ///< by id, the first that has it
};

int score_of(const std::vector<FindingRow>& list) { return list.empty() ? -1 : list.front().residual.score; }
int score_of(const std::vector<UndecidedRow>& list) { return list.empty() ? -1 : list.front().potential.score; }

// What was not analysed in full comes first, since nobody knows how bad it is; then the worst, of equals that which may be worse.
std::vector<IndexedReport> worst_first(std::vector<IndexedReport> list) {
  const auto key = [](const IndexedReport& i) {
    const Report& r = *i.report;
    return std::make_tuple(!r.incomplete, -score_of(r.findings), -score_of(r.undecided), std::string_view(r.pipeline_id), std::string_view(r.file));
  };
  std::stable_sort(list.begin(), list.end(), [&](const IndexedReport& a, const IndexedReport& b) { return key(a) < key(b); });
  return list;
}

std::vector<std::pair<std::string_view, Missing>> common(const std::vector<IndexedReport>& list) {
  std::map<std::string_view, Missing> by_control;
  for (size_t i = 0; i < list.size(); ++i) {
    for (const RequiredRow& row : list[i].report->required) {
      if (row.status == "implemented" || row.status == "not-applicable") continue;
      Missing& m = by_control[row.control];
      m.name = row.name;
      m.highest = std::max(m.highest, row.highest);
      ++m.places;
      m.pipelines.emplace(list[i].report->pipeline_id, i);
    }
  }
  std::vector<std::pair<std::string_view, Missing>> out;
  for (auto& [control, m] : by_control) {
    if (m.pipelines.size() > 1) out.emplace_back(control, std::move(m));
  }
  const auto key = [](const auto& c) { return std::make_tuple(c.second.pipelines.size(), c.second.highest, c.second.places); };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) > key(b); });
  return out;
}

// `3 pipelines`, or `3 reports of 2 pipelines`.
std::string what_is_listed(const std::vector<IndexedReport>& list) {
  std::set<std::string_view> ids;
  for (const IndexedReport& one : list) ids.insert(one.report->pipeline_id);
  return ids.size() == list.size() ? amount(list.size(), "pipeline") : fmt::format("{} of {}", amount(list.size(), "report"), amount(ids.size(), "pipeline"));
}

std::string_view name_of(const Report& r) { return r.pipeline_name.empty() ? r.pipeline_id : r.pipeline_name; }

void write_row(const IndexedReport& one, HtmlWriter& w) {
  const Report& r = *one.report;
  w.open("tr").open("th").attr("scope", "row").page_link(one.page, name_of(r)).text(" ").open("span").cls("id").text(r.pipeline_id).close();
  if (!one.file.empty()) w.text(" ").open("span").cls("place").text(one.file).text(r.today.empty() ? std::string() : ", as of " + r.today).close();
  if (r.incomplete) w.text(" ").open("span").cls("mark").text("INCOMPLETE").close();
  const auto lapsed = std::count_if(r.decisions.begin(), r.decisions.end(), [](const DecisionRow& d) { return d.state == "expired"; });
  if (lapsed > 0) w.text(" ").open("span").cls("mark").text(fmt::format("{} expired", amount(static_cast<size_t>(lapsed), "decision"))).close();
  if (!r.not_asked.empty()) w.text(" ").open("span").cls("mark").text(fmt::format("{} not asked", r.not_asked.size())).close();
  w.close().open("td");
  if (r.findings.empty()) {
    w.text("nothing is raised");
  } else {
    write_score(w, r.findings.front().residual);
    w.text(" ").text(r.findings.front().name).text(" at ").el("code", r.findings.front().subject);
  }
  w.close();
  for (const auto& [level, n] : r.levels) number_cell(w, n);
  w.open("td").number(static_cast<int64_t>(r.undecided.size()));
  if (!r.undecided.empty()) {
    w.text(", at worst ");
    write_score(w, r.undecided.front().potential);
  }
  w.close();
  w.el("td", !r.stories ? "not looked for" : r.stories->n_possible == 0 ? fmt::format("{}", r.stories->n_open) : fmt::format("{}, {} more possible", r.stories->n_open, r.stories->n_possible));
  w.el_rich("td", !r.top.empty() ? std::string_view(r.top.front()) : r.plan ? "nothing takes anything off" : "not planned").close();
}

void write_pipelines(const std::vector<IndexedReport>& list, HtmlWriter& w) {
  w.open("section").attr("aria-labelledby", "h-pipelines").id(Anchor("pipelines")).open("h2").attr("id", "h-pipelines").text("Pipelines").close();
  open_scroller(w, "scroll", "Pipelines");
  w.open("table").cls("pipelines").el("caption", "Pipelines, the worst residual risk first; before them those that were not analysed in full").open("thead").open("tr");
  for (const char* head : {"Pipeline", "Worst risk"}) w.open("th").attr("scope", "col").text(head).close();
  if (!list.empty()) {
    for (const auto& [level, n] : list.front().report->levels) {
      w.open("th").attr("scope", "col").cls("num");
      write_level(w, level);
      w.close();
    }
  }
  for (const char* head : {"Undecided", "Open paths", "To do first"}) w.open("th").attr("scope", "col").text(head).close();
  w.close().close().open("tbody");
  for (const IndexedReport& one : list) write_row(one, w);
  end_table(w);
  w.close();
}

void write_missing(const std::vector<IndexedReport>& list, HtmlWriter& w) {
  w.open("section").attr("aria-labelledby", "h-missing").id(Anchor("missing")).open("h2").attr("id", "h-missing").text("Missing in several").close();
  const auto rows = common(list);
  if (rows.empty()) {
    w.el("p", "No control that does not stand in full is required in more than one of them.").close();
    return;
  }
  begin_table(w, "missing-controls", "Controls that more than one pipeline needs and does not have in full", {"Control", "#Pipelines", "#Places", "#Highest score", "Where"});
  for (const auto& [control, m] : rows) {
    w.open("tr").open("th").attr("scope", "row").text(m.name).text(" ").open("span").cls("id").text(control).close().close();
    number_cell(w, static_cast<int64_t>(m.pipelines.size()));
    number_cell(w, m.places);
    number_cell(w, m.highest);
    w.open("td");
    bool first = true;
    for (const auto& [id, i] : m.pipelines) {
      w.text(first ? "" : ", ").page_link(list[i].page, name_of(*list[i].report));
      first = false;
    }
    w.close().close();
  }
  end_table(w);
  w.close();
}

}  // namespace

void write_index_page(const std::vector<IndexedReport>& reports, const std::optional<Theme>& theme, Outlet& out, const PageSetting& setting) {
  const std::vector<IndexedReport> list = worst_first(reports);
  const auto incomplete = std::count_if(list.begin(), list.end(), [](const IndexedReport& i) { return i.report->incomplete; });
  HtmlWriter w(out.text());
  w.doctype().open("html").attr("lang", "en");
  write_head(theme, fmt::format("{}: threat models", what_is_listed(list)), w, setting);
  w.open("body").open("header").cls("top");
  write_brand(theme, w);
  w.open("p").cls("kind").text("Threat models").close().el("h1", what_is_listed(list));
  if (incomplete > 0) {
    w.open("div").cls("banner").attr("role", "note").open("p").el("strong", "INCOMPLETE");
    w.text(fmt::format(". Of {} part could not be analysed, so a threat that is not named may still exist.", amount(static_cast<size_t>(incomplete), "pipeline"))).close().close();
  }
  w.close().open("main");
  write_pipelines(list, w);
  write_missing(list, w);
  w.close();
  if (!list.empty()) w.open("footer").open("p").text(fmt::format("Written by Merlon {}.", list.front().report->version)).close().close();
  w.close().close();
}

}  // namespace merlon
