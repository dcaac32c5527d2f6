/* Says something else each time it is asked. */
#define EVIL_ID "counts"
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  static int times = 0;
  (void)state;
  return ++times % 2 == 1 ? evil_rule_all_out(host, ctx, 0) : evil_raise_all(host, ctx, "was asked again", 0);
}
EVIL_PASS(run)
EVIL_ENTRY
