// Publishes two values of one element.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::yes);
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::no);
}

MERLON_ANALYSIS("publishes-twice/1", run, .summary = "misbehaves", .publishes = {"greeted"})
