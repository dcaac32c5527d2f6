/* Takes an error of the host for an answer. */
#define EVIL_ID "ignores-errors"
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  uint32_t fact = 0;
  if (host->fact_id(ctx, evil_str("owner"), &fact) != MRL_OK) return evil_raise_all(host, ctx, "knows of no owner", 0);
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
