// What is raised: each finding in full, or a row each when there are too many.
#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

// A typographic minus, so that signs line up.
std::string signed_ticks(int ticks) {
  return ticks < 0 ? fmt::format("\u2212{}", -ticks) : fmt::format("+{}", ticks);
}

void worst_case_mark(HtmlWriter& w, bool worst_case) {
  if (worst_case) w.text(" ").open("span").cls("mark").text("worst case").close();
}

void step(HtmlWriter& w, std::string_view name, std::string_view because, std::string_view ticks,
          bool worst_case = false) {
  w.open("tr").open("th").attr("scope", "row").rich(name).close();
  w.open("td").rich(because);
  worst_case_mark(w, worst_case);
  w.close().open("td").cls("num").text(ticks).close().close();
}

void result(HtmlWriter& w, std::string_view name, std::string_view because, std::string_view level,
            std::string_view ticks) {
  w.open("tr").cls("sum").open("th").attr("scope", "row").text(name).close();
  w.open("td").text(because).text(because.empty() ? "" : " ");
  write_level(w, level);
  w.close().open("td").cls("num").text(ticks).close().close();
}

void write_credits(HtmlWriter& w, const FindingRow& f) {
  for (const ControlRow& c : f.controls) {
    if (c.credit == 0) continue;
    step(w, fmt::format("Control: {}", c.name), c.why,
         fmt::format("{} {}", signed_ticks(-c.credit), c.lowers));
  }
  if (!f.inside_because.empty()) step(w, "Inside already", f.inside_because, fmt::format("{} likelihood", f.residual.likelihood));
}

void write_computation(HtmlWriter& w, const FindingRow& f) {
  w.open("details").cls("how").el("summary", "How the score was computed");
  begin_table(w, "steps", fmt::format("Score of {}", f.id), {"Step", "Because", "#Ticks"},
              Fit::stacks);
  step(w, "Base likelihood", f.base_because, fmt::format("{}", f.base));
  for (const StepRow& s : f.steps) step(w, s.name, s.because, signed_ticks(s.ticks), s.worst_case);
  result(w, "Likelihood", "held in 0..20:", f.inherent.likelihood_level,
         fmt::format("{}", f.likelihood));
  step(w, fmt::format("Impact: {}", f.impact_dimension), f.impact_because,
       fmt::format("{}", f.impact), f.impact_worst_case);
  result(w, "Inherent risk",
         fmt::format("likelihood {}, impact {}:", f.inherent.likelihood_level,
                     f.inherent.impact_level),
         f.inherent.level, fmt::format("score {}", f.inherent.score));
  write_credits(w, f);
  result(w, "Residual risk",
         fmt::format("likelihood {} ({}), impact {} ({}):", f.residual.likelihood,
                     f.residual.likelihood_level, f.residual.impact, f.residual.impact_level),
         f.residual.level, fmt::format("score {}", f.residual.score));
  result(w, "Target", "once the planned controls stand:", f.target.level,
         fmt::format("score {}", f.target.score));
  end_table(w);
  w.close();
}

void write_evidence(Page& page, const FindingRow& f) {
  if (f.evidence.empty()) return;
  HtmlWriter& w = page.w;
  w.open("details").cls("rests").el("summary",
                                    fmt::format("What it rests on ({})", f.evidence.size()));
  begin_table(w, "evidence", fmt::format("Facts and places behind {}", f.id),
              {"Element", "Fact", "Value", "Origin", "Place", "Said by"}, Fit::stacks);
  for (const EvidenceRow& e : f.evidence) {
    w.open("tr").open("td");
    write_element(page, e.element);
    w.close()
        .el("td", e.fact.empty() ? e.kind : e.fact)
        .el("td", e.value)
        .el("td", e.origin)
        .open("td");
    write_place(w, e.place);
    w.close().open("td").cls("by").text(e.by).close().close();
  }
  end_table(w);
  w.close();
}

void write_stated(HtmlWriter& w, const FindingRow& f,
                  const std::vector<const ControlRow*>& stated) {
  begin_table(w, "controls", fmt::format("Controls that answer {}", f.id),
              {"Status", "Control", "Lowers", "#Credit", "Note"}, Fit::stacks);
  for (const ControlRow* row : stated) {
    const ControlRow& c = *row;
    w.open("tr").open("td");
    write_state(w, c.status);
    w.close().open("th").attr("scope", "row").text(c.name).text(" ");
    w.open("span").cls("id").text(c.id).close().text(" ");
    write_place(w, c.place);
    w.close()
        .el("td", c.by.empty() ? c.lowers : fmt::format("{}, {}", c.lowers, c.by))
        .open("td")
        .cls("num");
    w.text(c.credit == 0 ? "0" : signed_ticks(-c.credit));
    if (c.target_credit != c.credit)
      w.text(fmt::format(", later {}", signed_ticks(-c.target_credit)));
    w.close().open("td");
    if (!c.why.empty()) w.el_rich("p", c.why);
    if (!c.gap.empty()) w.open("p").el("b", "Gap: ").rich(c.gap).close();
    if (!c.evidence.empty()) w.open("p").el("b", "Evidence: ").rich(c.evidence).close();
    w.close().close();
  }
  end_table(w);
}

void write_controls(Page& page, const FindingRow& f) {
  HtmlWriter& w = page.w;
  std::vector<const ControlRow*> stated;
  std::string unstated;
  for (const ControlRow& c : f.controls) {
    if (c.status != "unstated") {
      stated.push_back(&c);
    } else {
      unstated += fmt::format("{}{}", unstated.empty() ? "" : ", ", c.name);
    }
  }
  if (!stated.empty()) write_stated(w, f, stated);
  if (unstated.empty()) return;
  w.open("p").cls("unstated");
  write_state(w, "unstated");
  w.text(fmt::format(" {}", unstated)).close();
}

void write_list(HtmlWriter& w, std::string_view title, const std::vector<std::string>& items) {
  if (items.empty()) return;
  w.open("div").el("dt", title);
  for (const std::string& item : items) w.el_rich("dd", item);
  w.close();
}

void write_heading(Page& page, const FindingRow& f) {
  HtmlWriter& w = page.w;
  w.open("header").open("h3");
  write_level(w, f.residual.level);
  w.text(" ");
  write_threat_link(page, f.threat, f.name);
  w.open("span").cls("at").text(" at ").close();
  write_element(page, f.subject);
  w.close();
  w.open("p").cls("meta").open("a").cls("id").href(Anchor("f-", f.id)).text(f.id).close();
  w.text(" ")
      .el("span", f.subject_kind)
      .text(" ")
      .el("span", f.phase)
      .text(" ")
      .el("span", f.domain)
      .text(" ");
  write_place(w, f.place);
  w.close().close();
}

void write_scores(HtmlWriter& w, const FindingRow& f) {
  w.open("dl").cls("scores");
  const std::pair<std::string_view, const ScoreText*> scores[] = {
      {"Inherent", &f.inherent}, {"Residual", &f.residual}, {"Target", &f.target}};
  for (const auto& [name, score] : scores) {
    w.open("div").el("dt", name).open("dd");
    write_score(w, *score);
    w.close().close();
  }
  w.close();
}

void write_decision(const FindingRow& f, HtmlWriter& w) {
  if (f.decision.empty()) return;
  w.open("p").cls("decision").el("b", "Decision: ").rich(f.decision).text(fmt::format(" (by {})", f.decided_by)).close();
}

void write_finding(Page& page, const FindingRow& f) {
  HtmlWriter& w = page.w;
  w.open("article").id(Anchor("f-", f.id)).cls("finding").attr("data-level", f.residual.level).attr("data-score", f.residual.score);
  w.attr("data-phase", f.phase).attr("data-domain", f.domain);
  if (!f.decision_treatment.empty()) w.attr("data-decision", f.decision_treatment);
  write_heading(page, f);
  write_scores(w, f);
  for (const std::string& reason : f.reasons) w.open("p").cls("why").rich(reason).close();
  write_decision(f, w);
  write_controls(page, f);
  write_evidence(page, f);
  write_computation(w, f);
  w.open("dl").cls("notes");
  write_list(w, "Rests on assumptions", f.assumptions);
  write_list(w, "Looked and did not find it", f.disagreements);
  write_list(w, "Cites", f.cites);
  w.close().close();
}

void write_rows(Page& page) {
  HtmlWriter& w = page.w;
  begin_table(w, "rows", "Findings, worst first; the table of threats explains each threat", {"Residual", "Finding", "Phase", "Why"});
  for (const FindingRow& f : page.r.findings) {
    w.open("tr").id(Anchor("f-", f.id));
    if (!f.decision_treatment.empty()) w.attr("data-decision", f.decision_treatment);
    write_short_score(w, f.residual);
    w.open("th").text(f.name).text(" at ").text(f.subject).close().el("td", f.phase);
    w.open("td").text(f.reasons.empty() ? std::string() : plain(f.reasons[0]));
    if (f.reasons.size() > 1) w.text(fmt::format(" (and {} more)", f.reasons.size() - 1));
    if (!f.decision.empty()) w.text(" ").open("b").text("Decided: ").close().text(f.decision).text(fmt::format(" (by {})", f.decided_by));
    w.close().close();
  }
  end_table(w);
}

using Names = std::unordered_map<std::string_view, std::string_view>;

// What entries of frameworks are called.
Names entry_names(const Report& r) {
  Names out;
  for (const FrameworkView& view : r.frameworks_seen) {
    for (const FrameworkEntryRow& entry : view.entries) out.emplace(entry.id, entry.name);
  }
  return out;
}

std::vector<std::string> with_names(const std::vector<std::string>& ids, const Names& names) {
  std::vector<std::string> out;
  for (const std::string& id : ids) {
    const auto it = names.find(id);
    out.push_back(it == names.end() ? id : fmt::format("{} {}", id, it->second));
  }
  return out;
}

}  // namespace

void write_findings(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.findings.empty()) {
    w.el("p", "Nothing is raised. What is undecided or not analysed may still be exposed.");
  } else if (page.r.findings.size() <= kMostDetailed) {
    w.open("p")
        .cls("lead")
        .text(
            "Worst residual risk first. A score counts 20 for each level, then the middle of "
            "likelihood and impact in "
            "ticks of 0 to 20; levels decide, ticks order.")
        .close();
    for (const FindingRow& f : page.r.findings) write_finding(page, f);
  } else {
    write_rows(page);
  }
}

void write_threats(Page& page) {
  HtmlWriter& w = page.w;
  const Names names = entry_names(page.r);
  if (page.r.threats.empty()) w.el("p", "No threat is raised or undecided.");
  for (const ThreatRow& t : page.r.threats) {
    w.open("details")
        .cls("threat")
        .id(Anchor("t-", t.id))
        .attr("data-domain", t.domain)
        .open("summary")
        .el("b", t.name)
        .text(" ");
    w.open("span")
        .cls("id")
        .text(t.id)
        .close()
        .text(" ")
        .open("span")
        .cls("id")
        .text(t.domain)
        .close()
        .close();
    w.prose(t.summary).prose(t.story);
    w.open("dl").cls("notes");
    if (!t.false_positives.empty())
      w.open("div").el("dt", "False positives").el_rich("dd", t.false_positives).close();
    write_list(w, "Evidence to ask for", t.evidence);
    write_list(w, "Cites", with_names(t.cites, names));
    w.close().close();
  }
}

}  // namespace merlon
