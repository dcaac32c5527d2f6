// Can this be trusted: what was asked and answered, what was not, and what the run was made of.
#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

void write_counts(const LedgerRow& l, HtmlWriter& w) {
  begin_table(w, "counts", "Every pair of a threat and a subject in its scope is in one of four",
              {"Outcome", "#Pairs"});
  const std::pair<std::string_view, uint64_t> rows[] = {{"raised", l.raised},
                                                        {"undecided", l.undecided},
                                                        {"ruled-out", l.ruled_out},
                                                        {"not-analysed", l.not_analysed}};
  for (const auto& [state, n] : rows) {
    w.open("tr").open("th").attr("scope", "row");
    write_state(w, state);
    w.close();
    number_cell(w, static_cast<int64_t>(n));
    w.close();
  }
  w.open("tr").cls("sum").open("th").attr("scope", "row").text("total").close();
  number_cell(w, static_cast<int64_t>(l.total));
  w.close();
  end_table(w);
}

void write_ruled_out(const Report& r, HtmlWriter& w) {
  if (r.ruled_out_by.empty()) return;
  begin_table(w, "ruled", "Why pairs were ruled out", {"#Pairs", "Because this does not hold"});
  for (const auto& [sentence, n] : r.ruled_out_by) {
    w.open("tr");
    number_cell(w, static_cast<int64_t>(n));
    w.open("th").attr("scope", "row").rich(sentence).close().close();
  }
  end_table(w);
}

void write_not_analysed(Page& page) {
  HtmlWriter& w = page.w;
  w.open("h3").id(Anchor("not-analysed")).text("Not analysed").close();
  if (!page.r.silent.empty()) {
    w.open("ul");
    for (const PluginRow& p : page.r.silent) w.open("li").rich(fmt::format("Plugin `{}`: {}", p.id, p.state)).close();
    w.close();
  }
  if (page.r.not_analysed.empty()) {
    w.el("p", page.r.silent.empty() ? "Everything that was asked was analysed." : "No verdict waits for what is missing.");
    return;
  }
  begin_table(w, "not-analysed", "Threats that could not be analysed",
              {"Threat", "Plugin", "Reason", "Subjects"});
  for (const NotAnalysedRow& row : page.r.not_analysed) {
    w.open("tr")
        .open("th")
        .attr("scope", "row")
        .text(row.threat)
        .close()
        .el("td", row.plugin)
        .el_rich("td", row.reason)
        .open("td");
    for (size_t i = 0; i < row.subjects.size(); ++i) {
      w.text(i > 0 ? ", " : "");
      write_element(page, row.subjects[i]);
    }
    w.close().close();
  }
  end_table(w);
}

void write_not_asked(const Report& r, HtmlWriter& w) {
  w.el("h3", "Not asked");
  if (r.not_asked.empty()) {
    w.el("p", "Every threat that is known was asked.");
    return;
  }
  begin_table(w, "not-asked", "Threats that were deselected, outside the total",
              {"Threat", "Reason"});
  for (const auto& [threat, reason] : r.not_asked) {
    w.open("tr").open("th").attr("scope", "row").text(threat).close().el_rich("td", reason).close();
  }
  end_table(w);
}

std::string state_of(const PluginRow& p) {
  std::string out = p.isolated ? p.state + " (in processes of its own)" : p.state;
  for (const std::string& failure : p.failures) {
    if (failure != p.state) out += "; " + failure;
  }
  return out;
}

void write_warnings(const Report& r, HtmlWriter& w) {
  if (r.warnings.empty()) return;
  begin_table(w, "warnings", "What the description says that is odd, and was taken as it stands", {"Warning", "What", "Place"});
  for (const WarningRow& x : r.warnings) {
    w.open("tr").open("th").attr("scope", "row").text(x.code).close().open("td").el_rich("p", x.text);
    if (!x.help.empty()) w.open("p").cls("by").rich(x.help).close();
    w.close().open("td");
    write_place(w, x.place);
    w.close().close();
  }
  end_table(w);
}

}  // namespace

void write_ledger(Page& page) {
  write_counts(page.r.ledger, page.w);
  write_ruled_out(page.r, page.w);
  write_not_analysed(page);
  write_not_asked(page.r, page.w);
}

void write_inputs(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  w.open("dl").cls("facts");
  const std::pair<std::string_view, std::string_view> facts[] = {
      {"Pipeline file", r.file}, {"Merlon", r.version}, {"Scorer", r.scorer}, {"Passes", r.passes}, {"Today", r.today}};
  for (const auto& [name, value] : facts) {
    if (!value.empty()) w.open("div").el("dt", name).el("dd", value).close();
  }
  w.close();
  write_warnings(r, w);
  begin_table(w, "plugins", "Plugins", {"Plugin", "Version", "State", "Verdicts: raised, undecided, ruled out", "Digest of its pack"});
  for (const PluginRow& p : r.plugins) {
    w.open("tr")
        .open("th")
        .attr("scope", "row")
        .text(p.id)
        .close()
        .el("td", p.version)
        .el_rich("td", state_of(p))
        .el("td", p.said.raised + p.said.undecided + p.said.ruled_out == 0 ? "none" : fmt::format("{}, {}, {}", p.said.raised, p.said.undecided, p.said.ruled_out));
    w.open("td").open("code").cls("digest").text(p.pack_digest).close().close().close();
  }
  end_table(w);
  begin_table(w, "releases", "Framework releases", {"Framework", "Release", "Licence"});
  for (const FrameworkRow& f : r.frameworks) {
    w.open("tr")
        .open("th")
        .attr("scope", "row")
        .text(f.name)
        .text(" ")
        .open("span")
        .cls("id")
        .text(f.id)
        .close()
        .close();
    w.el("td", f.release).el("td", f.licence).close();
  }
  end_table(w);
}

}  // namespace merlon
