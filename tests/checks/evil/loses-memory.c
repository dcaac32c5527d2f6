/* Forgets some bytes in each run. */
#define EVIL_ID "loses-memory"
#include <stdlib.h>

#include "../../evil/evil.h"
static void* volatile last;
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  last = malloc(48);
  return last == 0 ? MRL_ERR_FAILED : evil_good_run(host, ctx, state);
}
EVIL_PASS(run)
EVIL_ENTRY
