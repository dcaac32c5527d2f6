// An analysis that asks for the scope of an analyzer.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  for (const merlon::Element stage : ctx.scope()) ctx.publish(ctx.fact("greeted"), stage, merlon::Tri::no);
}

MERLON_ANALYSIS("publishes-in-scope/1", run, .summary = "misbehaves", .publishes = {"greeted"})
