// Needs what the egg gives, which needs what nobody has.
#include <merlon/analyzer.hpp>

static void run(merlon::Context&) {}

MERLON_ANALYSIS("hen-first/1", run, .summary = "the hen comes first", .publishes = {"hen-comes-first"},
                .needs = {"egg-first/1"})
