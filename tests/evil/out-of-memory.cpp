// Asks for more memory than there can be.
#include <merlon/analyzer.hpp>

#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MERLON_ENDS_THE_PROCESS  // clang's sanitizer does not throw: it ends the process
#endif
#endif

static void run(merlon::Context& ctx) {
  for (const merlon::Element subject : ctx.scope()) {
#ifdef MERLON_ENDS_THE_PROCESS
    ctx.raise("hello-world", subject);
    throw std::bad_alloc();
#else
    ctx.raise("hello-world", subject).because(std::string(std::string().max_size() / 2, 'x'));
#endif
  }
}
MERLON_ANALYZER("out-of-memory", run, .summary = "asks for all memory", .covers = {"hello-world"})
