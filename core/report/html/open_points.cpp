// What nobody knows yet, and what was taken for granted: undecided verdicts, questions, decisions,
// assumptions.
#include <map>

#include <fmt/format.h>

#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownMissing = 12;

void write_undecided_row(Page& page, const UndecidedRow& u) {
  HtmlWriter& w = page.w;
  w.open("tr").id(Anchor("u-", u.id)).attr("data-phase", u.phase).attr("data-domain", u.domain);
  if (!u.decision_treatment.empty()) w.attr("data-decision", u.decision_treatment);
  w.open("td");
  write_score(w, u.potential);
  w.close().open("th").attr("scope", "row");
  write_threat_link(page, u.threat, u.name);
  w.text(" at ");
  write_element(page, u.subject);
  w.open("p").cls("meta").open("span").cls("id").text(u.id).close().text(" ").el("span", u.phase).text(" ");
  write_place(w, u.place);
  if (!u.decision_treatment.empty()) w.text(" ").open("span").cls("mark").text(u.decision_treatment).close();
  w.close().close().open("td").open("ul").cls("missing");
  for (const MissingRow& m : u.missing) {
    w.open("li").open("code").text(m.fact).text(m.fact.empty() ? "" : " of ").text(m.element).close().text(" ").rich(m.question).close();
  }
  w.close().close().close();
}

// `readable-by of tickets, origin`: what is missing of the subject itself does not name it.
std::string missing_of(const UndecidedRow& u) {
  std::string out;
  for (size_t i = 0; i < u.missing.size(); ++i) {
    if (i == kShownMissing) return out + fmt::format(" and {} more, which the JSON names", u.missing.size() - i);
    const MissingRow& m = u.missing[i];
    if (!out.empty()) out += ", ";
    out += m.fact;
    if (m.element != u.subject || m.fact.empty()) out += (m.fact.empty() ? "" : " of ") + m.element;
  }
  return out;
}

void write_short_undecided(Page& page, const UndecidedRow& u) {
  HtmlWriter& w = page.w;
  w.open("tr").id(Anchor("u-", u.id));
  if (!u.decision_treatment.empty()) w.attr("data-decision", u.decision_treatment);
  write_short_score(w, u.potential);
  w.open("th").text(u.name).text(" at ").text(u.subject).close().el("td", u.phase).el("td", missing_of(u)).close();
}

void write_question(Page& page, const QuestionRow& row) {
  HtmlWriter& w = page.w;
  const MissingRow& q = row.asks;
  w.open("tr");
  number_cell(w, row.decides);
  number_cell(w, row.helps);
  w.open("th").attr("scope", "row").rich(q.question).close();
  w.open("td").el("code", q.fact).text(q.fact.empty() ? "" : " of ");
  write_element(page, q.element);
  w.close().el("td", row.answers).open("td");
  write_place(w, q.place);
  w.close().close();
}

// What is asked of many elements, once: of each how many verdicts it decides alone, where it does.
struct AskedOfMany {
  const QuestionRow* first = nullptr;
  int decides = 0;
  std::string elements;
};

void write_questions_by_fact(Page& page) {
  HtmlWriter& w = page.w;
  std::vector<AskedOfMany> rows;
  std::map<std::string_view, size_t> by_fact;
  for (const QuestionRow& q : page.r.questions) {
    const auto [it, fresh] = by_fact.try_emplace(q.asks.fact, rows.size());
    if (fresh) rows.push_back({&q, 0, {}});
    AskedOfMany& row = rows[it->second];
    row.decides += q.decides;
    row.elements += fmt::format("{}{}{}", row.elements.empty() ? "" : ", ", q.asks.element, q.decides > 0 ? fmt::format(" ({})", q.decides) : "");
  }
  begin_table(w, "questions by-fact", "What to ask, a row for each fact; first those that alone decide the worst potential. In brackets: verdicts that the answer decides alone",
              {"#Decides", "Question", "Answer as", "What may be said", "Of"});
  for (const AskedOfMany& row : rows) {
    w.open("tr");
    number_cell(w, row.decides);
    w.open("th").attr("scope", "row").rich(row.first->asks.question).close().open("td").el("code", row.first->asks.fact).close();
    w.el("td", row.first->answers).el("td", row.elements).close();
  }
  end_table(w);
}

}  // namespace

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
  if (page.r.undecided.size() <= kMostDetailed) {
    begin_table(w, "undecided", "Undecided verdicts, worst potential first", {"Potential", "Threat and subject", "What is missing"});
    for (const UndecidedRow& u : page.r.undecided) write_undecided_row(page, u);
  } else {
    begin_table(w, "undecided short", "Undecided verdicts, worst potential first; what is missing is of the subject where no other element is named",
                {"Potential", "Threat and subject", "Phase", "What is missing"});
    for (const UndecidedRow& u : page.r.undecided) write_short_undecided(page, u);
  }
  end_table(w);
}

void write_questions(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.questions.empty()) {
    w.el("p", "There is nothing left to ask.");
    return;
  }
  if (page.r.questions.size() > kMostDetailed) return write_questions_by_fact(page);
  begin_table(w, "questions",
              "What to ask, each question once; first those that alone decide the worst potential",
              {"#Decides", "#Helps", "Question", "Answer as", "What may be said", "Place"});
  for (const QuestionRow& row : page.r.questions) write_question(page, row);
  end_table(w);
}

void write_decisions(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.decisions.empty()) {
    w.el("p", "No decision is recorded.");
    return;
  }
  begin_table(w, "decisions", "Decisions of the team, and whether they hold",
              {"State", "Finding", "Treatment", "Reason", "By, ticket", "Until", "Place"});
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
