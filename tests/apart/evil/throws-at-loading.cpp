// Lets an exception out while it is loaded.
#include <merlon/analyzer.hpp>

#include <stdexcept>

static const int kThrown = [] {
  throw std::runtime_error("from loading");
  return 0;
}();

static void run(merlon::Context& ctx) {
  for (const merlon::Element subject : ctx.scope()) ctx.ruled_out("hello-world", subject);
}

MERLON_ANALYZER("throws-at-loading", run, .summary = "never runs", .covers = {"hello-world"})
