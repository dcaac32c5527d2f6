// Asks for an option that it does not declare.
#include <merlon/emitter.hpp>

static void run(merlon::EmitterContext& ctx) { ctx.output(ctx.text("colour")); }

MERLON_EMITTER("no-option", run, .summary = "asks for what it does not declare")
