// Publishes a value that does not exist.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("greeted"), first, static_cast<merlon::Tri>(7));
}

MERLON_ANALYSIS("publishes-nonsense/1", run, .summary = "misbehaves", .publishes = {"greeted"})
