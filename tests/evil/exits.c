/* Ends the process, as if all were well. */
#define EVIL_ID "exits"
#include <stdlib.h>

#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)host, (void)ctx, (void)state;
  exit(0);
}
EVIL_PASS(run)
EVIL_ENTRY
