// One screen: how bad, by which way, what first, what somebody accepted, what nobody knows.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/html/parts.hpp"
#include "report/trend.hpp"

namespace merlon {
namespace {

constexpr size_t kShownDecisions = 4;

HtmlWriter& open_answer(HtmlWriter& w, Literal id, std::string_view title) {
  return w.open("div").cls("answer").id(Anchor(id)).el("h3", title);
}

void more(HtmlWriter& w, Literal section, std::string_view text) { w.open("p").cls("more").link(Anchor(section), text).close(); }

void write_levels(const Report& r, HtmlWriter& w) {
  w.open("table").cls("tiles").el("caption", "Findings by residual risk, after the controls that earn credit");
  w.open("thead").open("tr");
  for (const auto& [level, n] : r.levels) {
    w.open("th").attr("scope", "col");
    write_level(w, level);
    w.close();
  }
  w.close().close().open("tbody").open("tr");
  for (const auto& [level, n] : r.levels) number_cell(w, n);
  w.close().close().close();
}

bool rests_on_worst_case(const FindingRow& f) {
  return f.impact_worst_case || std::any_of(f.steps.begin(), f.steps.end(), [](const StepRow& s) { return s.worst_case; });
}

void write_worst(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_answer(w, "worst", "Worst risk");
  if (r.findings.empty()) {
    w.el("p", "No threat is raised.");
  } else {
    const FindingRow& f = r.findings.front();
    w.open("p").cls("big");
    write_score(w, f.residual);
    w.close().open("p").open("strong").open("a").href(Anchor("f-", f.id)).text(f.name).close().close().text(" at ");
    write_element(page, f.subject);
    w.close();
    if (!f.reasons.empty()) w.el_rich("p", f.reasons.front());
    if (rests_on_worst_case(f)) w.el("p", "Part of the score is the worst case: a fact is not known.");
    const auto as_bad = std::count_if(r.findings.begin() + 1, r.findings.end(), [&](const FindingRow& other) { return other.residual.score == f.residual.score; });
    more(w, "findings", as_bad == 0 ? fmt::format("All {}", amount(r.findings.size(), "finding")) : fmt::format("{} more as bad; all {}", as_bad, amount(r.findings.size(), "finding")));
  }
  w.close();
}

bool leads_to_worst(const StoryRow& s, const Report& r) {
  return !r.findings.empty() && std::any_of(s.steps.begin(), s.steps.end(), [&](const StoryStepRow& step) { return step.finding == r.findings.front().id; });
}

// A story by what stands against it.
struct Told {
  const StoryRow* story = nullptr;
  std::string_view state;
};

// One that the worst finding belongs to, else the worst open one, else the worst possible one.
Told told_of(const StoriesRow& all, const Report& r) {
  const std::pair<const std::vector<StoryRow>*, std::string_view> lists[] = {{&all.open, "open"}, {&all.possible, "possible"}, {&all.closed, "closed"}};
  for (const auto& [list, state] : lists) {
    const auto it = std::find_if(list->begin(), list->end(), [&](const StoryRow& s) { return leads_to_worst(s, r); });
    if (it != list->end()) return {&*it, state};
  }
  for (const auto& [list, state] : lists) {
    if (!list->empty()) return {&list->front(), state};
  }
  return {};
}

// What to know before the way is read; empty where it is open and leads to the worst risk.
std::string said_of(const Told& told, const StoriesRow& all, const Report& r) {
  const bool of_worst = leads_to_worst(*told.story, r);
  const bool cut = static_cast<size_t>(all.n_open) > all.open.size() || static_cast<size_t>(all.n_possible) > all.possible.size();
  if (of_worst && told.state == "possible") return "Open if undecided verdicts go the worst way:";
  if (of_worst && told.state == "closed") return "Closed by a strong control:";
  if (of_worst || r.findings.empty()) return told.state == "open" ? "" : fmt::format("The worst, which is {}:", told.state);
  return fmt::format("None of the attack paths{} leads to the worst risk, which may not need one; the worst that is {}:", cut ? " told here" : "", told.state);
}

// What closes the way; a closed one says so already.
void write_closing(const StoryRow& story, std::string_view state, HtmlWriter& w) {
  if (state == "closed" || story.control.empty()) return;
  std::vector<std::string> places;
  for (const std::string& place : story.places) places.push_back(fmt::format("`{}`", place));
  w.open("p").rich(fmt::format("{} at {} would close it{}.", story.control_name, fmt::join(places, " and "), story.leaves_possible ? ", as far as is known" : "")).close();
}

void write_way(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_answer(w, "way", "The way there");
  if (!r.stories) {
    w.el("p", "Not looked for: the list of passes leaves attack paths out.").close();
    return;
  }
  const Told told = told_of(*r.stories, r);
  if (told.story == nullptr) {
    w.el("p", "No findings join to a way from outside.");
  } else {
    if (const std::string said = said_of(told, *r.stories, r); !said.empty()) w.el("p", said);
    w.open("p").cls("way");
    write_path(page, told.story->path);
    w.close().open("p").rich(told.story->sentence).text(".").close();
    write_closing(*told.story, told.state, w);
  }
  more(w, "stories", fmt::format("{} open, {} closed, {} possible", amount(static_cast<size_t>(r.stories->n_open), "attack path"), r.stories->n_closed, r.stories->n_possible));
  w.close();
}

// The control that alone takes most off the worst risk; null where none takes anything off.
const RequiredRow* best_against(const std::string& worst, const Report& r) {
  const RequiredRow* best = nullptr;
  for (const RequiredRow& row : r.required) {
    if (row.helps == worst && (best == nullptr || row.after.score < best->after.score)) best = &row;
  }
  return best;
}

// A row says what a control does to the worst finding that it lowers; of two that are as bad it may name the other.
const RequiredRow* some_against(const FindingRow& worst, const Report& r) {
  const auto it = std::find_if(r.required.begin(), r.required.end(), [&](const RequiredRow& row) {
    return !row.helps.empty() && row.before.score == worst.residual.score && std::find(row.findings.begin(), row.findings.end(), worst.id) != row.findings.end();
  });
  return it == r.required.end() ? nullptr : &*it;
}

// What is done most easily need not be against the worst risk.
void write_against_worst(const Report& r, HtmlWriter& w) {
  if (r.findings.empty()) return;
  const FindingRow& worst = r.findings.front();
  if (!worst.decision.empty() && worst.decision_treatment != "mitigate") {
    w.el("p", fmt::format("The worst risk is decided about ({}), so no step is against it.", worst.decision_treatment));
    return;
  }
  const auto lowers = [&](const EffectRow& e) { return e.finding == worst.id; };
  if (!r.first.empty() && std::any_of(r.first.front().effects.begin(), r.first.front().effects.end(), lowers)) return;
  const RequiredRow* row = best_against(worst.id, r);
  w.open("p");
  if (const RequiredRow* other = row == nullptr ? some_against(worst, r) : nullptr) {
    w.text("Against the worst risk, among others: ").rich(fmt::format("{} at `{}`.", other->name, other->place));
  } else if (row == nullptr) {
    w.text("No control alone takes anything off the worst risk (").link(Anchor("f-", worst.id), "its controls").text(").");
  } else {
    w.text("Most against the worst risk: ").rich(fmt::format("{} at `{}`, from {} {} to {} {}.", row->name, row->place, row->before.level, row->before.score, row->after.level, row->after.score));
  }
  w.close();
}

void write_first(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_answer(w, "first", "The first thing to do");
  if (!r.plan) {
    w.el("p", "Not planned: the list of passes leaves the plan out.");
  } else if (r.first.empty() || r.top.empty()) {
    w.el("p", "No control that the findings name would take anything off.");
  } else {
    w.el_rich("p", r.top.front());
  }
  if (r.plan) write_against_worst(r, w);
  if (r.plan && !r.plan->steps.empty()) {
    const std::string steps = amount(r.plan->steps.size(), "step");
    more(w, "plan", fmt::format("In another order, by effect for effort: {}, residual score {} to {}", r.plan->whole ? "the whole plan of " + steps : fmt::format("the first {} of the plan", steps), r.plan->before, r.plan->after));
  }
  w.close();
}

void write_accepted(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_answer(w, "accepted", "Who accepted what, until when");
  if (!r.decisions.empty() && !r.findings.empty() && r.findings.front().decision.empty()) w.el("p", "Nobody has decided about the worst risk.");
  if (r.decisions.empty()) {
    w.el("p", "Nothing is accepted: no decision is recorded.");
  } else {
    // Those that hold no longer first: they cover nothing.
    std::vector<const DecisionRow*> list;
    for (const DecisionRow& d : r.decisions) list.push_back(&d);
    std::stable_partition(list.begin(), list.end(), [](const DecisionRow* d) { return d->state != "holds"; });
    w.open("ul").cls("short");
    for (size_t i = 0; i < list.size() && i < kShownDecisions; ++i) {
      const DecisionRow& d = *list[i];
      w.open("li");
      write_state(w, d.state);
      w.text(fmt::format(" {} ", d.treatment));
      write_finding_link(page, d.finding);
      w.text(d.until.empty() ? ", without an end, by " : fmt::format(" until {}, by ", d.until)).open("strong").text(d.by.empty() ? "nobody who is named" : d.by).close().close();
    }
    w.close();
    more(w, "decisions", r.decisions.size() > kShownDecisions ? fmt::format("All {}, with reasons", amount(r.decisions.size(), "decision")) : "Reasons");
  }
  w.close();
}

void write_unknown(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  open_answer(w, "unknown", "What is not known");
  if (r.incomplete) w.open("p").el("strong", "Part was not analysed").text(" (").link(Anchor("not-analysed"), "what").text(").").close();
  if (!r.warnings.empty()) w.open("p").text("Odd in the description: ").link(Anchor("inputs"), amount(r.warnings.size(), "warning")).text(".").close();
  if (r.undecided.empty()) {
    w.el("p", "Every question that was asked has an answer.");
  } else {
    w.open("p").text(fmt::format("{} undecided, for want of facts; at worst ", amount(r.undecided.size(), "verdict")));
    write_score(w, r.undecided.front().potential);
    w.text(": ");
    w.open("a").href(Anchor("u-", r.undecided.front().id)).text(r.undecided.front().name).close().text(" at ");
    write_element(page, r.undecided.front().subject);
    w.text(".").close();
    if (!r.questions.empty()) {
      const MissingRow& q = r.questions.front().asks;
      w.open("p").text("Ask first, of ");
      write_element(page, q.element);
      w.text(": ").rich(q.question);
      if (const QuestionRow& first = r.questions.front(); first.decides > 0) w.text(fmt::format(" (alone decides {} up to {} {})", amount(static_cast<size_t>(first.decides), "verdict"), first.highest.level, first.highest.score));
      w.close();
      more(w, "questions", fmt::format("All {}", amount(r.questions.size(), "question")));
    }
  }
  w.close();
}

// Which they are, for whoever asks.
void write_changes(Page& page) {
  HtmlWriter& w = page.w;
  w.open("details").cls("changes").el("summary", "Which");
  begin_table(w, "changes", "What has changed; at the top what asks for attention", {"Change", "Finding", "Before", "Now"});
  const auto& changes = page.r.trend->changes;
  const size_t shown = std::min(changes.size(), kMostDetailed);
  for (size_t i = 0; i < shown; ++i) {
    const ChangeRow& c = changes[i];
    w.open("tr").el("td", in_words(c.turn)).open("th").attr("scope", "row");
    write_finding_link(page, c.finding);
    w.close().el("td", c.before).open("td").text(c.after);
    if (!c.note.empty()) w.open("p").cls("by").rich(c.note).close();
    w.close().close();
  }
  end_table(w);
  if (shown < changes.size()) w.el("p", fmt::format("{} more are in the JSON.", changes.size() - shown));
  w.close();
}

void write_trend(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  if (!r.trend) return;
  const std::string counts = counts_in_words(*r.trend);
  w.open("p").cls("trend").text("Since ").open("code").text(r.trend->since).close();
  w.text(counts.empty() ? ": nothing has changed." : fmt::format(": {}.", counts));
  if (r.trend->incomplete) w.text(" ").el("strong", "That run was incomplete").text(": what it did not see can't be compared.");
  for (const std::string& note : r.trend->notes) w.text(" Note: ").rich(note).text(".");
  if (!counts.empty()) w.text(" ").rich("`merlon diff`").text(" says why.");
  w.close();
  if (!r.trend->changes.empty()) write_changes(page);
}

void write_ledger_line(const LedgerRow& l, HtmlWriter& w) {
  w.open("p").cls("ledger-line");
  w.text("Asked: ").open("b").number(static_cast<int64_t>(l.total)).close().text(" pairs of threat and subject. ");
  w.open("b").number(static_cast<int64_t>(l.raised)).close().text(" raised, ");
  w.open("b").number(static_cast<int64_t>(l.undecided)).close().text(" undecided, ");
  w.open("b").number(static_cast<int64_t>(l.ruled_out)).close().text(" ruled out, ");
  w.open("b").number(static_cast<int64_t>(l.not_analysed)).close().text(" not analysed (");
  w.link(Anchor("ledger"), "ledger").text(").").close();
}

}  // namespace

void write_summary(Page& page) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  write_trend(page);
  w.open("div").cls("answers");
  write_worst(page);
  write_way(page);
  write_first(page);
  write_accepted(page);
  write_unknown(page);
  w.close();
  write_levels(r, w);
  if (r.top.size() > 1) {
    w.el("h3", "What to do first").open("ol").cls("top-actions");
    for (const std::string& sentence : r.top) w.el_rich("li", sentence);
    w.close();
  }
  write_ledger_line(r.ledger, w);
}

}  // namespace merlon
