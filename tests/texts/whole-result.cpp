// The result as it is.
#include <merlon/emitter.hpp>

static void run(merlon::EmitterContext& ctx) { ctx.output(ctx.input()); }

MERLON_EMITTER("whole-result", run, .summary = "the result as it is")
