/* Rules everything out, then speaks of the pipeline and of a stage that is not there, and hides the
 * errors. */
#define EVIL_ID "outside-scope"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref nowhere[] = {{MRL_PIPELINE, 0}, {MRL_STAGE, 4000000000u}, {77, 0}};
  for (int i = 0; i < 3; ++i) (void)evil_rule_out(host, ctx, nowhere[i]);
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
