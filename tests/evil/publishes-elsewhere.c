/* Publishes a fact of an element that can not have it. */
#define EVIL_ID "publishes-elsewhere"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  const mrl_ref asset = {MRL_ASSET, 0};
  evil_publish(host, ctx, first, "greeted", MRL_TRI_YES);
  evil_publish(host, ctx, asset, "greeted", MRL_TRI_YES);
  return MRL_OK;
}
EVIL_ANALYSIS("greeted", run)
