/* An emitter that asks for all that only other passes may have, writes down what it gets, and gives a verdict. */
#include <merlon/entry.h>

static mrl_str str(const char* text) {
  mrl_str out = {text, 0};
  while (text[out.len] != 0) ++out.len;
  return out;
}

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref stage = {MRL_STAGE, 0};
  const mrl_ref* subjects = 0;
  mrl_node_info node = {0};
  mrl_flow_info flow = {0};
  mrl_value value = {0};
  mrl_str id = {0, 0};
  uint32_t n = 0;
  const void* view = 0;
  node.size = sizeof node, flow.size = sizeof flow, value.size = sizeof value;
  const int refused = host->graph(ctx) == 0 && host->scope(ctx, str("data-poisoning"), &subjects, &n) == MRL_ERR_UNDECLARED &&
                      host->node(ctx, 0, &node) == MRL_ERR_UNDECLARED && host->flow(ctx, 0, &flow) == MRL_ERR_UNDECLARED &&
                      host->element_id(ctx, stage, &id) == MRL_ERR_UNDECLARED && host->fact_id(ctx, str("kind"), &n) == MRL_ERR_UNDECLARED &&
                      host->fact(ctx, stage, 0, &value) == MRL_ERR_UNDECLARED && host->fact_is(ctx, stage, 0, str("x"), &n) == MRL_ERR_UNDECLARED &&
                      host->fact_at_least(ctx, stage, 0, str("x"), &n) == MRL_ERR_UNDECLARED &&
                      host->analysis(ctx, str("lineage/1"), &view) == MRL_ERR_UNDECLARED && host->input(ctx, 0) == MRL_ERR_ARGUMENT;
  if (!refused) return MRL_ERR_HOST;
  mrl_verdict verdict = {0};
  verdict.size = sizeof verdict;
  host->verdict(ctx, &verdict);
  return MRL_OK;
}

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_EMITTER, 0, 0, "wants-graph", "asks for the graph", 0, 0, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("emitter", "wants-graph", "-")
