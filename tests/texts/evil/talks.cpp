// Prints while it works.
#include <merlon/emitter.hpp>

#include <cstdio>

static void run(merlon::EmitterContext& ctx) {
  std::puts("look at me");
  ctx.output("quiet");
}

MERLON_EMITTER("talks", run, .summary = "prints while it works")
