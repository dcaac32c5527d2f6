// What to do first: the steps of the plan, each with what it takes off once those before it stand.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/parts.hpp"

namespace merlon {
namespace {

constexpr size_t kShownEffects = 4;

void write_places(Page& page, const PlanStepRow& step) {
  HtmlWriter& w = page.w;
  w.open("td").open("ul").cls("ids");
  for (const auto& [place, status] : step.places) {
    w.open("li");
    write_element(page, place);
    w.text(" ");
    write_state(w, status);
    w.close();
  }
  w.close().close();
}

void write_effects(Page& page, const PlanStepRow& step) {
  HtmlWriter& w = page.w;
  w.open("td").open("ul").cls("ids");
  for (size_t i = 0; i < step.effects.size() && i < kShownEffects; ++i) {
    const EffectRow& e = step.effects[i];
    w.open("li");
    write_finding_link(page, e.finding);
    w.text(fmt::format(": {} {} to {} {}", e.before.level, e.before.score, e.after.level, e.after.score)).close();
  }
  if (step.effects.size() > kShownEffects) w.el("li", fmt::format("and {} more", step.effects.size() - kShownEffects));
  w.close().close();
}

void write_step(Page& page, const PlanStepRow& step, size_t number) {
  HtmlWriter& w = page.w;
  w.open("tr");
  number_cell(w, static_cast<int64_t>(number));
  w.open("th").attr("scope", "row").text(step.name).text(" ").open("span").cls("id").text(step.control).close().close();
  write_places(page, step);
  number_cell(w, step.removed);
  number_cell(w, step.effort);
  write_effects(page, step);
  w.close();
}

}  // namespace

void write_plan(Page& page) {
  HtmlWriter& w = page.w;
  if (!page.r.plan) {
    w.el("p", "Not made: the list of passes leaves it out.");
    return;
  }
  const PlanRow& plan = *page.r.plan;
  if (plan.steps.empty()) {
    w.el("p", "No control that the findings name would take anything off.");
    return;
  }
  w.el_rich("p", fmt::format("Each step takes most residual score off for its effort once those before it stand. {} in the open findings; {} after "
                        "{} and {} of effort.{}",
                        plan.before, plan.after, amount(plan.steps.size(), "step"), amount(static_cast<size_t>(plan.effort), "point"),
                        plan.whole ? "" : " More steps would follow: `merlon plan`."));
  begin_table(w, "plan", "Steps, the best for its effort first", {"#Step", "Control", "Where, and how it stands there", "#Takes off", "#Effort", "Lowers"});
  for (size_t i = 0; i < plan.steps.size(); ++i) write_step(page, plan.steps[i], i + 1);
  end_table(w);
  if (plan.settled.empty()) return;
  w.el("p", "Left out, because somebody decided about them:");
  write_finding_links(page, plan.settled, plan.settled.size());
}

}  // namespace merlon
