// Wants to derive what merlon derives.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("owned"), first, merlon::Tri::yes);
}

MERLON_ANALYSIS("publishes-ours/1", run, .summary = "misbehaves", .publishes = {"owned"})
