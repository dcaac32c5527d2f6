/* Publishes a value that does not exist. */
#define EVIL_ID "publishes-nonsense"
#include "publishes.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref first = {MRL_STAGE, 0};
  evil_publish(host, ctx, first, "greeted", 7);
  return MRL_OK;
}
EVIL_ANALYSIS("greeted", run)
