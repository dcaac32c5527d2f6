/* Uses an analysis that it did not declare; fails when the host refuses, as it must. */
#define EVIL_ID "undeclared-analysis"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const void* view = 0;
  const mrl_status status = host->analysis(ctx, evil_str("lineage/1"), &view);
  if (status != MRL_OK) return status;
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
