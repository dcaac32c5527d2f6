/* Asks for what is not there; the host must answer each with an error.  Fails with the number of
 * answers that were not. */
#define EVIL_ID "bad-questions"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref nowhere = {MRL_STAGE, 4000000000u}, nothing = {77, 0}, pipeline = {MRL_PIPELINE, 0};
  mrl_str text;
  uint32_t number = 0, good_fact = 0;
  mrl_node_info node = {0};
  mrl_flow_info flow = {0};
  mrl_value value = {0};
  const mrl_ref* subjects = 0;
  const void* view = 0;
  int wrong = 0;
  wrong += host->scope(ctx, evil_str("no-such-threat"), &subjects, &number) >= 0;
  wrong += host->node(ctx, 0, &node) >= 0; /* size 0 */
  node.size = sizeof node;
  wrong += host->node(ctx, 4000000000u, &node) >= 0;
  wrong += host->node(ctx, 0, 0) >= 0;
  flow.size = sizeof flow;
  wrong += host->flow(ctx, 4000000000u, &flow) >= 0;
  wrong += host->element_id(ctx, nowhere, &text) >= 0;
  wrong += host->element_id(ctx, nothing, &text) >= 0;
  wrong += host->fact_id(ctx, evil_str("no-such-fact"), &number) >= 0;
  wrong += host->fact_id(ctx, evil_str("\xff"), &number) >= 0;
  wrong += host->fact_id(ctx, evil_str("kind"), &good_fact) < 0;
  value.size = sizeof value;
  wrong += host->fact(ctx, pipeline, 4000000000u, &value) >= 0;
  wrong += host->fact(ctx, nowhere, good_fact, &value) >= 0;
  wrong += host->fact_is(ctx, nowhere, good_fact, evil_str("dataset"), &number) >= 0;
  wrong += host->fact_is(ctx, pipeline, good_fact, evil_str("no-such-kind"), &number) >= 0;
  wrong += host->fact_at_least(ctx, pipeline, good_fact, evil_str("dataset"), &number) >= 0;
  wrong += host->option(ctx, evil_str("no-such-option"), &value) >= 0;
  wrong += host->analysis(ctx, evil_str("no-such-analysis/1"), &view) >= 0;
  wrong += host->extension(host, "no-such-extension") != 0;
  if (wrong != 0) {
    char why[] = "00 questions were answered that have no answer";
    why[0] = (char)('0' + wrong / 10);
    why[1] = (char)('0' + wrong % 10);
    host->fail(ctx, evil_str(why));
    return MRL_ERR_FAILED;
  }
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
