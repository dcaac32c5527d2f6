// Attack paths as stories: who gets where, by which steps, and what would close the way.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownBeginnings = 6;

void write_steps(Page& page, const StoryRow& s) {
  HtmlWriter& w = page.w;
  w.open("ol").cls("steps");
  for (const StoryStepRow& step : s.steps) {
    w.open("li");
    write_finding_link(page, step.finding);
    w.text(fmt::format(": {}{}{}likelihood {}, impact {}", step.tactic, step.tactic.empty() ? "" : ", ", step.undecided ? "undecided, at worst " : "",
                       step.likelihood, step.impact));
    if (!step.decision.empty()) w.text(", decided: ").text(step.decision);
    w.close();
  }
  w.close();
}

void write_others(Page& page, const StoryRow& s) {
  HtmlWriter& w = page.w;
  for (size_t i = 1; i < s.attackers.size(); ++i) {
    w.open("p").cls("or").text("Or ").rich(s.attackers[i].who).text(": ");
    write_path(page, s.attackers[i].path);
    w.close();
  }
  if (s.more_attackers > 0) w.open("p").cls("or").text(fmt::format("And {} more who can begin.", s.more_attackers)).close();
  if (s.other_beginnings.empty()) return;
  w.open("p").cls("or").text("Others begin with ");
  for (size_t i = 0; i < s.other_beginnings.size() && i < kShownBeginnings; ++i) {
    if (i > 0) w.text(", ");
    write_finding_link(page, s.other_beginnings[i]);
  }
  w.text(s.other_beginnings.size() > kShownBeginnings ? fmt::format(" and {} more.", s.other_beginnings.size() - kShownBeginnings) : ".").close();
}

void write_end(Page& page, const StoryRow& s, bool open) {
  HtmlWriter& w = page.w;
  if (!s.held_by.empty()) w.open("p").text("Closed by ").text(listed(s.held_by)).text(".").close();
  if (!open) return;
  if (s.control.empty()) {
    w.el("p", "No single control closes it.");
    return;
  }
  w.open("p").el("strong", fmt::format("{} ({})", s.control_name, s.control)).text(" at ");
  for (size_t i = 0; i < s.places.size(); ++i) {
    if (i > 0) w.text(", ");
    write_element(page, s.places[i]);
  }
  w.text(" would close it");
  if (s.steps.size() > 1) {
    w.text(" at ");
    write_finding_link(page, s.closes_step);
  }
  w.text(s.closes == 1 ? "" : s.closes == 2 ? ", and one other story" : fmt::format(", and {} other stories", s.closes - 1));
  w.text(s.leaves_possible ? ", as far as is known: what is undecided may open another way." : ".").close();
}

void write_stories(Page& page, const std::vector<StoryRow>& list, std::string_view state) {
  HtmlWriter& w = page.w;
  w.open("ol").cls("stories");
  for (const StoryRow& s : list) {
    w.open("li").attr("data-state", state).open("p").cls("told");
    write_score(w, s.score);
    w.text(" ").rich(s.sentence).text(".").close();
    w.open("p").cls("way");
    write_path(page, s.path);
    w.close();
    write_others(page, s);
    write_steps(page, s);
    write_end(page, s, state == "open");
    w.close();
  }
  w.close();
}

void write_group(Page& page, std::string_view title, std::string_view means, const std::vector<StoryRow>& list, int count, std::string_view state) {
  if (list.empty()) return;
  HtmlWriter& w = page.w;
  w.el("h3", fmt::format("{}: {}", title, count)).el("p", means);
  if (static_cast<size_t>(count) > list.size()) w.el("p", fmt::format("The worst {} are told here.", list.size()));
  if (state == "open") return write_stories(page, list, state);
  w.open("details").el("summary", "Show them");
  write_stories(page, list, state);
  w.close();
}

}  // namespace

void write_attack_paths(Page& page) {
  if (!page.r.stories) {
    page.w.el("p", "Not looked for: the list of passes leaves them out.");
    return;
  }
  const StoriesRow& s = *page.r.stories;
  if (s.n_open + s.n_closed + s.n_possible == 0) {
    page.w.el("p", "No findings join to a way from outside.");
    return;
  }
  page.w.el("p", "Findings put together from somebody outside to what he gets. A story is as likely as its least likely step, and as bad as the worst.");
  write_group(page, "Open", "No strong control stands in full on these ways.", s.open, s.n_open, "open");
  write_group(page, "Closed", "Every way meets a strong control that stands in full. The findings stay, with what is left of them.", s.closed, s.n_closed, "closed");
  write_group(page, "Possible", "Open if verdicts that are undecided go the worst way.", s.possible, s.n_possible, "possible");
}

}  // namespace merlon
