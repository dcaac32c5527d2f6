/* Publishes, and fails. */
#define EVIL_ID "publishes-then-fails"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  evil_publish(host, ctx, first, "greeted", MRL_TRI_NO);
  return MRL_ERR_FAILED;
}
EVIL_ANALYSIS("greeted", run)
