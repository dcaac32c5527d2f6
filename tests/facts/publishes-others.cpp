// Wants to derive a fact of somebody else's pack.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  for (const merlon::Element stage : ctx.stages()) ctx.publish(ctx.fact("greeted"), stage, merlon::Tri::no);
}

MERLON_ANALYSIS("publishes-others/1", run, .summary = "misbehaves", .publishes = {"greeted"})
