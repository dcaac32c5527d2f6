// Makes half of it, then throws.
#include <merlon/emitter.hpp>

static void run(merlon::EmitterContext& ctx) {
  ctx.output("half");
  throw 7;
}

MERLON_EMITTER("throws-late", run, .summary = "half of it")
