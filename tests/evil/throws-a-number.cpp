// Throws what is no exception.
#include <merlon/analyzer.hpp>

static void run(merlon::Context&) { throw 7; }
MERLON_ANALYZER("throws-a-number", run, .summary = "throws a number", .covers = {"hello-world"})
