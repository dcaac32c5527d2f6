// A description as it is.
#include <merlon/importer.hpp>

static void run(merlon::ImporterContext& ctx) {
  for (const char& c : ctx.input()) ctx.output({&c, 1});
}

MERLON_IMPORTER("as-it-is", run, .summary = "a description as it is")
