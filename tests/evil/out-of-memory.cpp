// Asks for more memory than there can be.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  for (const merlon::Element subject : ctx.scope()) {
    ctx.raise("hello-world", subject).because(std::string(std::string().max_size() / 2, 'x'));
  }
}
MERLON_ANALYZER("out-of-memory", run, .summary = "asks for all memory", .covers = {"hello-world"})
