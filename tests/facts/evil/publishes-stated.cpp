// Wants to derive what people state.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("needs-review"), first, merlon::Tri::yes);
}

MERLON_ANALYSIS("publishes-stated/1", run, .summary = "misbehaves", .publishes = {"needs-review"})
