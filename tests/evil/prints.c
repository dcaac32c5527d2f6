/* Behaves, but prints on both streams. */
#define EVIL_ID "prints"
#include <stdio.h>

#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  puts("look at me");
  fputs("me too\n", stderr);
  fflush(stdout);
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
