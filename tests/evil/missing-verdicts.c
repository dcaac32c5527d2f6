/* Says nothing of the last subject. */
#define EVIL_ID "missing-verdicts"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  return evil_rule_all_out(host, ctx, 1);
}
EVIL_PASS(run)
EVIL_ENTRY
