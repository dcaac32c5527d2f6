/* Its create fails, so neither run nor destroy may be called. */
#define EVIL_ID "create-fails"
#include "evil.h"
extern void abort(void) __attribute__((noreturn));
static mrl_status create(const mrl_host* host, mrl_ctx* ctx, void** state) {
  (void)host, (void)ctx, (void)state;
  return MRL_ERR_FAILED;
}
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)host, (void)ctx, (void)state;
  abort();
}
static void destroy(void* state) {
  (void)state;
  abort();
}
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {sizeof(mrl_pass),
                              MRL_PASS_ANALYZER,
                              0,
                              0,
                              EVIL_ID,
                              "can't be created",
                              0,
                              covers,
                              0,
                              0,
                              0,
                              0,
                              create,
                              run,
                              destroy,
                              0};
static const mrl_pass* const passes[] = {&pass, 0};
MRL_PASS_NOTE(EVIL_ID, EVIL_THREAT)
EVIL_ENTRY
