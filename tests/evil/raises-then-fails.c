/* Raises everything, properly, then fails: nothing of what it said may be used. */
#define EVIL_ID "raises-then-fails"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_status status = evil_raise_all(host, ctx, "was raised by a pass that failed", 0);
  return status == MRL_OK ? MRL_ERR_FAILED : status;
}
EVIL_PASS(run)
EVIL_ENTRY
