// Needs what the chicken needs.
#include <merlon/analyzer.hpp>

static void run(merlon::Context&) {}

MERLON_ANALYSIS("egg-first/1", run, .summary = "the egg comes first", .publishes = {"egg-comes-first"},
                .needs = {"chicken-first/1"})
