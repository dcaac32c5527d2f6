/* Raises everything but the last subject, of which it says nothing: nothing of what it said may be used. */
#define EVIL_ID "raises-all-but-one"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  return evil_raise_all(host, ctx, "was raised by a pass that is incomplete", 1);
}
EVIL_PASS(run)
EVIL_ENTRY
