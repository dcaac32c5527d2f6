/* Takes unknown for no: a fact that is taken away turns raised into ruled out. */
#define EVIL_ID "turns"
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref* subjects = 0;
  uint32_t n = 0, fact = 0;
  mrl_status status = host->fact_id(ctx, evil_str("owner"), &fact);
  if (status == MRL_OK) status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i < n; ++i) {
    mrl_value value = {0};
    value.size = sizeof value;
    status = host->fact(ctx, subjects[i], fact, &value);
    if (status != MRL_OK) return status;
    const mrl_evidence piece = {MRL_EVIDENCE_ELEMENT, 0, subjects[i], {0, 0}};
    const mrl_verdict verdict = {sizeof verdict, value.kind == MRL_TEXT ? MRL_RAISED : MRL_RULED_OUT, subjects[i], evil_str(EVIL_THREAT), evil_str("has an owner"), &piece, 1, 0};
    status = host->verdict(ctx, &verdict);
  }
  return status;
}
EVIL_PASS(run)
EVIL_ENTRY
