// An analysis that gives a verdict.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::no);
  ctx.ruled_out("hello-world", first);
}

MERLON_ANALYSIS("publishes-a-verdict/1", run, .summary = "misbehaves", .publishes = {"greeted"})
