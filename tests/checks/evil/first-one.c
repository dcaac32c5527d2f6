/* Raises what stands first in the description. */
#define EVIL_ID "first-one"
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref* subjects = 0;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i < n; ++i) {
    const mrl_evidence piece = {MRL_EVIDENCE_ELEMENT, 0, subjects[i], {0, 0}};
    const mrl_verdict verdict = {sizeof verdict, i == 0 ? MRL_RAISED : MRL_RULED_OUT, subjects[i], evil_str(EVIL_THREAT), evil_str("stands first"), &piece, 1, 0};
    status = host->verdict(ctx, &verdict);
  }
  return status;
}
EVIL_PASS(run)
EVIL_ENTRY
