/* Speaks of a threat that it does not cover, and hides the error. */
#define EVIL_ID "uncovered-threat"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  mrl_verdict verdict = {0};
  verdict.size = sizeof verdict;
  verdict.subject.kind = MRL_PIPELINE;
  verdict.threat = evil_str("data-poisoning");
  (void)host->verdict(ctx, &verdict);
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
