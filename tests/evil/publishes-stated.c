/* Wants to derive what people state. */
#define EVIL_ID "publishes-stated"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  evil_publish(host, ctx, first, "purpose", MRL_TRI_YES);
  return MRL_OK;
}
EVIL_ANALYSIS("needs-review", run)
