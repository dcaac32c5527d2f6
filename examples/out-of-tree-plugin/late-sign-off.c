/* The smallest analyzer in plain C11: releases that are signed off after they went live.  Page: docs/late-sign-off.md */
#include <merlon/entry.h>

static const char threat[] = "signed-too-late";

static mrl_str str(const char *text) {
  mrl_str out = {text, 0};
  while (text[out.len] != '\0') ++out.len;
  return out;
}

static mrl_status judge(const mrl_host *host, mrl_ctx *ctx, uint32_t fact, mrl_ref subject) {
  uint32_t late = MRL_TRI_UNKNOWN;
  const mrl_status asked = host->fact_is(ctx, subject, fact, str("after"), &late);
  if (asked != MRL_OK) return asked;
  mrl_evidence evidence = {MRL_EVIDENCE_FACT, 0, subject, str("signed-off-when")};
  mrl_verdict verdict = {sizeof verdict, MRL_RULED_OUT, subject, str(threat), str("is signed off before it goes live"), &evidence, 1, 0};
  if (late == MRL_TRI_YES) {
    verdict.kind = MRL_RAISED;
    verdict.reason = str("is signed off once it is live");
  } else if (late == MRL_TRI_UNKNOWN) {
    verdict.kind = MRL_UNDECIDED;
    verdict.reason = str("nobody said when it is signed off");
    evidence.kind = MRL_EVIDENCE_MISSING;
  }
  return host->verdict(ctx, &verdict);
}

static mrl_status run(const mrl_host *host, mrl_ctx *ctx, void *state) {
  (void)state;
  const mrl_ref *subjects = 0;
  uint32_t n = 0, fact = 0;
  mrl_status status = host->fact_id(ctx, str("signed-off-when"), &fact);
  if (status == MRL_OK) status = host->scope(ctx, str(threat), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i < n; ++i) status = judge(host, ctx, fact, subjects[i]);
  return status;
}

static const char *const covers[] = {threat, 0};
extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {
    .size = sizeof(mrl_pass),
    .kind = MRL_PASS_ANALYZER,
    .flags = MRL_PASS_REENTRANT,
    .subjects = 1u << MRL_STAGE,
    .id = "late-sign-off",
    .summary = "a release is signed off once it is live",
    .covers = covers,
    .run = run,
};
MRL_PASS_NOTE("late-sign-off", "signed-too-late")
