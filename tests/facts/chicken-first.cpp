// Needs what the egg needs.
#include <merlon/analyzer.hpp>

static void run(merlon::Context&) {}

MERLON_ANALYSIS("chicken-first/1", run, .summary = "the chicken comes first", .publishes = {"chicken-comes-first"},
                .needs = {"egg-first/1"})
