// Parts of a result as JSON that other verbs write as well.
#pragma once

#include "base/json_writer.hpp"
#include "report/report.hpp"

namespace merlon {

/// Writes a member with a score.
void write_score(JsonWriter& j, std::string_view key, const ScoreText& score);
/// Writes a step of a plan as an object.
void write_step(JsonWriter& j, const PlanStepRow& step);
/// Writes the members of a plan into the object that is open.
void write_plan(JsonWriter& j, const PlanRow& plan);

}  // namespace merlon
