/* Decides everything, and returns a status that is neither ok nor an error. */
#define EVIL_ID "positive-status"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  const mrl_status status = evil_good_run(host, ctx, state);
  return status == MRL_OK ? 5 : status;
}
EVIL_PASS(run)
EVIL_ENTRY
