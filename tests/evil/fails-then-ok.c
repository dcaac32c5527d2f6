/* Says that it failed, with text that is not UTF-8, and returns success. */
#define EVIL_ID "fails-then-ok"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  host->fail(ctx, evil_str("\xff is why"));
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
