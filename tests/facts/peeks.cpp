// Asks for what another analysis publishes, without needing it.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("peeked"), first, ctx.is(first, "works-at-night", "true"));
}

MERLON_ANALYSIS("peeks/1", run, .summary = "misbehaves", .publishes = {"peeked"})
