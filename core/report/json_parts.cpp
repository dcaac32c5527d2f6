#include "report/json_parts.hpp"

namespace merlon {

void write_score(JsonWriter& j, std::string_view key, const ScoreText& s) {
  j.key(key).object().field("level", s.level).field("score", s.score);
  j.field("likelihood", s.likelihood).field("impact", s.impact).end();
}

void write_step(JsonWriter& j, const PlanStepRow& s) {
  j.object().field("control", s.control).key("places").array();
  for (const auto& [place, status] : s.places) j.object().field("place", place).field("status", status).end();
  j.end().field("effort", s.effort).field("removed", s.removed).key("effects").array();
  for (const EffectRow& e : s.effects) {
    j.object().field("finding", e.finding);
    write_score(j, "before", e.before);
    write_score(j, "after", e.after);
    j.end();
  }
  j.end().end();
}

void write_plan(JsonWriter& j, const PlanRow& plan) {
  j.field("before", plan.before).field("after", plan.after).field("effort", plan.effort).key("whole").boolean(plan.whole);
  j.key("steps").array();
  for (const PlanStepRow& s : plan.steps) write_step(j, s);
  j.end().strings("settled", plan.settled).strings("above", plan.above);
}

}  // namespace merlon
