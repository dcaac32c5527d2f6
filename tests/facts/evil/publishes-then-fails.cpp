// Publishes, and fails.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::no);
  throw std::runtime_error("it fails after all");
}

MERLON_ANALYSIS("publishes-then-fails/1", run, .summary = "misbehaves", .publishes = {"greeted"})
