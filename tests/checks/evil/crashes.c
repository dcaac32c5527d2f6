/* Writes where nothing is. */
#define EVIL_ID "crashes"
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  volatile int* volatile nowhere = 0;
  *nowhere = 1;
  return evil_good_run(host, ctx, state);
}
EVIL_PASS(run)
EVIL_ENTRY
