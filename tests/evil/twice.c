/* Gives every verdict twice and hides the error. */
#define EVIL_ID "twice"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  (void)evil_rule_all_out(host, ctx, 0);
  (void)evil_rule_all_out(host, ctx, 0);
  return MRL_OK;
}
EVIL_PASS(run)
EVIL_ENTRY
