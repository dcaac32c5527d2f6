/* Leaves all undecided for want of a fact that does not exist. */
#define EVIL_ID "misses-nothing"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref* subjects = 0;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i < n; ++i) {
    const mrl_evidence piece = {MRL_EVIDENCE_MISSING, 0, subjects[i], evil_str("no-such")};
    const mrl_verdict verdict = {sizeof verdict, MRL_UNDECIDED, subjects[i], evil_str(EVIL_THREAT), {0, 0}, &piece, 1, 0};
    status = host->verdict(ctx, &verdict);
  }
  return MRL_OK;
}
EVIL_PASS(run)
EVIL_ENTRY
