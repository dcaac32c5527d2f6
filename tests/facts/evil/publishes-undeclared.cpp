// Publishes a fact that it does not declare.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("owned"), first, merlon::Tri::yes);
}

MERLON_ANALYSIS("publishes-undeclared/1", run, .summary = "misbehaves", .publishes = {"greeted"})
