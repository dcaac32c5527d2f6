// Says why it can't.
#include <merlon/importer.hpp>

static void run(merlon::ImporterContext& ctx) {
  ctx.output("half");
  ctx.fail("the file is of another kind");
}

MERLON_IMPORTER("gives-up", run, .summary = "never works")
