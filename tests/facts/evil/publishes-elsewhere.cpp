// Publishes a fact of an element that can not have it.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::yes);
  ctx.publish(ctx.fact("greeted"), *ctx.assets().begin(), merlon::Tri::yes);
}

MERLON_ANALYSIS("publishes-elsewhere/1", run, .summary = "misbehaves", .publishes = {"greeted"})
