// Which stages work at night, by what `schedule` says.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  if (ctx.flag("broken")) throw std::runtime_error("it is broken");
  const merlon::Fact works = ctx.fact("works-at-night");
  for (const merlon::Element stage : ctx.stages()) ctx.publish(works, stage, ctx.is(stage, "schedule", "night"));
}

MERLON_ANALYSIS("night-work/1", run, .summary = "which stages work at night", .publishes = {"works-at-night"},
                .options = {merlon::Option::flag("broken", false, "fail, to see what becomes of it")})
