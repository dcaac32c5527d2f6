/* Looks at the graph of the run before. */
#define EVIL_ID "keeps"
#include "../../evil/evil.h"
static const mrl_graph* kept;
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  const mrl_graph* before = kept;
  kept = host->graph(ctx);
  if (before != 0 && before->n_nodes == 123456) return MRL_ERR_FAILED;
  return evil_good_run(host, ctx, state);
}
EVIL_PASS(run)
EVIL_ENTRY
