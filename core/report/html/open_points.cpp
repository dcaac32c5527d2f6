// What nobody knows yet, and what was taken for granted: undecided verdicts, questions, decisions,
// assumptions.
#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {

void write_undecided(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.undecided.empty()) {
    w.el("p", "Every question that was asked has an answer.");
    return;
  }
  w.open("p")
      .cls("lead")
      .text(
          "A fact is missing, so these are neither raised nor ruled out. The potential is what the "
          "risk would "
          "be if the answer were the bad one.")
      .close();
  begin_table(w, "undecided", "Undecided verdicts, worst potential first",
              {"Potential", "Threat and subject", "What is missing, and whom to ask"});
  for (const UndecidedRow& u : page.r.undecided) {
    w.open("tr").id(Anchor("u-", u.id)).open("td");
    write_score(w, u.potential);
    w.close().open("th").attr("scope", "row");
    if (page.threats.count(u.threat) != 0) {
      w.link(Anchor("t-", u.threat), u.name);
    } else {
      w.text(u.name);
    }
    w.text(" at ");
    write_element(page, u.subject);
    w.open("p")
        .cls("meta")
        .open("span")
        .cls("id")
        .text(u.id)
        .close()
        .text(" ")
        .el("span", u.phase)
        .text(" ");
    write_place(w, u.place);
    if (!u.decision_treatment.empty())
      w.text(" ").open("span").cls("mark").text(u.decision_treatment).close();
    w.close().close().open("td").open("ul").cls("missing");
    for (const MissingRow& m : u.missing) {
      w.open("li")
          .open("code")
          .text(m.fact)
          .text(m.fact.empty() ? "" : " of ")
          .text(m.element)
          .close()
          .text(" ")
          .rich(m.question)
          .close();
    }
    w.close().close().close();
  }
  end_table(w);
}

void write_questions(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.questions.empty()) {
    w.el("p", "There is nothing left to ask.");
    return;
  }
  begin_table(w, "questions",
              "What to ask, each question once; first those that alone decide the worst potential",
              {"Decides", "Helps", "Question", "Answer as", "What may be said", "Place"});
  for (const QuestionRow& row : page.r.questions) {
    const MissingRow& q = row.asks;
    w.open("tr");
    number_cell(w, row.decides);
    number_cell(w, row.helps);
    w.open("th").attr("scope", "row").rich(q.question).close();
    w.open("td")
        .open("code")
        .text(q.fact)
        .text(q.fact.empty() ? "" : " of ")
        .text(q.element)
        .close()
        .close()
        .el("td", row.answers)
        .open("td");
    write_place(w, q.place);
    w.close().close();
  }
  end_table(w);
}

void write_decisions(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.decisions.empty()) {
    w.el("p", "No decision is recorded.");
    return;
  }
  begin_table(w, "decisions", "Decisions of the team, and whether they hold",
              {"State", "Finding", "Treatment", "Reason", "By", "Until", "Place"});
  for (const DecisionRow& d : page.r.decisions) {
    w.open("tr").open("td");
    write_state(w, d.state);
    w.close().open("th").attr("scope", "row");
    write_finding_link(page, d.finding);
    w.close().el("td", d.treatment).el_rich("td", d.reason).open("td").text(d.by);
    if (!d.ticket.empty()) w.text(d.by.empty() ? "" : ", ").text(d.ticket);
    w.close().el("td", d.until).open("td");
    write_place(w, d.place);
    w.close().close();
  }
  end_table(w);
}

void write_assumptions(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.assumptions.empty()) {
    w.el("p", "Nothing is assumed.");
    return;
  }
  begin_table(w, "assumptions", "What was taken for true until somebody has checked it",
              {"Element", "Fact", "Value", "Place"});
  for (const AssumptionRow& a : page.r.assumptions) {
    w.open("tr").open("th").attr("scope", "row");
    write_element(page, a.element);
    w.close().el("td", a.fact).el("td", a.value).open("td");
    write_place(w, a.place);
    w.close().close();
  }
  end_table(w);
}

}  // namespace merlon
