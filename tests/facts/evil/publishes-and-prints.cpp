// Prints.
#include <merlon/analyzer.hpp>

#include <cstdio>

static void run(merlon::Context& ctx) {
  const merlon::Element first = *ctx.stages().begin();
  std::puts("hello");
  ctx.publish(ctx.fact("greeted"), first, merlon::Tri::yes);
}

MERLON_ANALYSIS("publishes-and-prints/1", run, .summary = "misbehaves", .publishes = {"greeted"})
