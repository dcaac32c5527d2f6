// Throws in the middle of its work; the SDK's firewall must hold it.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  for (const merlon::Element subject : ctx.scope()) ctx.ruled_out("hello-world", subject);
  throw std::runtime_error("thrown on purpose");
}
MERLON_ANALYZER("throws", run, .summary = "throws", .covers = {"hello-world"})
