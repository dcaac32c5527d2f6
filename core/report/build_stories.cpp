#include <fmt/format.h>

#include "report/rows.hpp"

namespace merlon {
namespace {

std::vector<std::string> ids_of(const Building& b, const std::vector<Element>& elements) {
  std::vector<std::string> out;
  for (const Element e : elements) out.push_back(b.id(e));
  return out;
}

StoryRow story_row(const Building& b, const Story& s) {
  StoryRow row;
  row.id = s.id();
  row.sentence = sentence(s, b.g);
  row.score = score_text(s.score);
  row.path = ids_of(b, s.path);
  for (const StoryStep& step : s.steps) {
    const Rated& r = *step.finding;
    row.steps.push_back({r.id, step.tactic, step.techniques, r.residual.likelihood, r.residual.impact, r.cell->kind != VerdictKind::raised,
                         r.decision ? b.a.decisions[*r.decision].doc->treatment : std::string()});
  }
  for (const Attacker& a : s.attackers) row.attackers.push_back({a.who, ids_of(b, a.path)});
  row.more_attackers = static_cast<int>(s.more_attackers);
  row.other_beginnings = s.other_beginnings;
  row.held_by = s.held_by;
  if (!s.breaks) return row;
  const ControlDef* control = b.catalog.control(s.breaks->control);
  row.control = s.breaks->control;
  row.control_name = control == nullptr ? row.control : control->name;
  row.closes_step = s.breaks->step;
  row.places = ids_of(b, s.breaks->places);
  row.effort = s.breaks->effort;
  row.closes = static_cast<int>(s.breaks->closes);
  row.leaves_possible = s.breaks->leaves_possible;
  return row;
}

}  // namespace

void add_stories(Building& b, const Stories& stories) {
  StoriesRow& out = b.out.stories.emplace();
  for (const Story& s : stories.open) out.open.push_back(story_row(b, s));
  for (const Story& s : stories.closed) out.closed.push_back(story_row(b, s));
  for (const Story& s : stories.possible) out.possible.push_back(story_row(b, s));
  out.n_open = static_cast<int>(stories.n_open);
  out.n_closed = static_cast<int>(stories.n_closed);
  out.n_possible = static_cast<int>(stories.n_possible);
}

}  // namespace merlon
