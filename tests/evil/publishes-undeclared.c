/* Publishes a fact that it does not declare. */
#define EVIL_ID "publishes-undeclared"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  evil_publish(host, ctx, first, "owned", MRL_TRI_YES);
  return MRL_OK;
}
EVIL_ANALYSIS("greeted", run)
