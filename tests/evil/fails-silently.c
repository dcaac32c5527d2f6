/* Gives every verdict, then returns an error without a reason. */
#define EVIL_ID "fails-silently"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  (void)evil_rule_all_out(host, ctx, 0);
  return -1234;
}
EVIL_PASS(run)
EVIL_ENTRY
