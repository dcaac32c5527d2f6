/* An analysis that gives a verdict. */
#define EVIL_ID "publishes-a-verdict"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  evil_publish(host, ctx, first, "greeted", MRL_TRI_NO);
  evil_rule_out(host, ctx, first);
  return MRL_OK;
}
EVIL_ANALYSIS("greeted", run)
