/* Raises everything in ways the host must not believe: numbers that mean nothing, text that is not
 * UTF-8, lengths without pointers, evidence about what is not there; and hides the errors. */
#define EVIL_ID "bad-verdicts"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_ref* subjects = 0;
  uint32_t n = 0;
  const mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  if (status != MRL_OK || n == 0) return status;
  const mrl_evidence piece = {MRL_EVIDENCE_ELEMENT, 0, subjects[0], {0, 0}};
  const mrl_verdict good = {sizeof good,           MRL_RAISED, subjects[0], evil_str(EVIL_THREAT),
                            evil_str("is raised"), &piece,     1,           0};
  mrl_evidence bad_piece = piece;

  mrl_verdict bad = good;
  bad.kind = 99;
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.size = 8;
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.reason = evil_str("\xff\xfe");
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.reason.ptr = 0;
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.evidence = 0;
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.n_evidence = 0;
  (void)host->verdict(ctx, &bad);
  bad = good;
  bad.evidence = &bad_piece;
  bad_piece.kind = 99;
  (void)host->verdict(ctx, &bad);
  bad_piece.kind = MRL_EVIDENCE_ELEMENT;
  bad_piece.at.index = 4000000000u;
  (void)host->verdict(ctx, &bad);
  bad_piece.at = subjects[0];
  bad_piece.kind = MRL_EVIDENCE_FACT;
  bad_piece.fact = evil_str("no-such-fact");
  (void)host->verdict(ctx, &bad);
  (void)host->verdict(ctx, 0);
  return evil_rule_all_out(host, ctx, 0);
}
EVIL_PASS(run)
EVIL_ENTRY
