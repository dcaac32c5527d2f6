/* What a well-behaved plugin in C is made of, so that each file here misbehaves in one thing only.
 *
 *   #define EVIL_ID "prints"
 *   #include "evil.h"
 *   static mrl_status run(const mrl_host *host, mrl_ctx *ctx, void *state) { ... }
 *   EVIL_PASS(run)
 *   EVIL_ENTRY
 *
 * Its one pass has the plugin's id and covers `hello-world`. */
#ifndef EVIL_H
#define EVIL_H

#include <merlon/entry.h>

#define EVIL_THREAT "hello-world"

#define EVIL_PASS(run_)                                 \
  static const char* const covers[] = {EVIL_THREAT, 0}; \
  static const mrl_pass pass = {sizeof(mrl_pass),       \
                                MRL_PASS_ANALYZER,      \
                                MRL_PASS_REENTRANT,     \
                                0,                      \
                                EVIL_ID,                \
                                "misbehaves",           \
                                0,                      \
                                covers,                 \
                                0,                      \
                                0,                      \
                                0,                      \
                                0,                      \
                                0,                      \
                                run_,                   \
                                0,                      \
                                0};                     \
  static const mrl_pass* const passes[] = {&pass, 0};   \
  MRL_PASS_NOTE(EVIL_ID, EVIL_THREAT)

#define EVIL_NOTE(minor, hash) MRL_PLUGIN_NOTE(MRL_ABI_MAJOR, minor, hash, "evil", EVIL_ID, "1.0.0")
#define EVIL_STRUCT(minor, hash) \
  MRL_PLUGIN(MRL_ABI_MAJOR, minor, hash, "evil", EVIL_ID, "1.0.0", passes, 0)
#define EVIL_ENTRY                          \
  EVIL_NOTE(MRL_ABI_MINOR, MERLON_ABI_HASH) \
  EVIL_STRUCT(MRL_ABI_MINOR, MERLON_ABI_HASH)

/* For plugins that must be refused before their code runs: it ends the process when it does run. */
#define EVIL_TRAP                                   \
  extern void _exit(int) __attribute__((noreturn)); \
  __attribute__((constructor)) static void trap(void) { _exit(99); }

static inline mrl_str evil_str(const char* text) {
  mrl_str out = {text, 0};
  while (text[out.len] != 0) ++out.len;
  return out;
}

/* Rules `subject` out. */
static inline mrl_status evil_rule_out(const mrl_host* host, mrl_ctx* ctx, mrl_ref subject) {
  mrl_verdict verdict = {0};
  verdict.size = sizeof verdict;
  verdict.kind = MRL_RULED_OUT;
  verdict.subject = subject;
  verdict.threat = evil_str(EVIL_THREAT);
  return host->verdict(ctx, &verdict);
}

/* Rules everything out but the last `but` subjects of the scope. */
static inline mrl_status evil_rule_all_out(const mrl_host* host, mrl_ctx* ctx, uint32_t but) {
  const mrl_ref* subjects = 0;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i + but < n; ++i)
    status = evil_rule_out(host, ctx, subjects[i]);
  return status;
}

/* Raises everything but the last `but` subjects of the scope. */
static inline mrl_status evil_raise_all(const mrl_host* host, mrl_ctx* ctx, const char* reason,
                                        uint32_t but) {
  const mrl_ref* subjects = 0;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; status == MRL_OK && i + but < n; ++i) {
    const mrl_evidence piece = {MRL_EVIDENCE_ELEMENT, 0, subjects[i], {0, 0}};
    const mrl_verdict verdict = {sizeof verdict,   MRL_RAISED, subjects[i], evil_str(EVIL_THREAT),
                                 evil_str(reason), &piece,     1,           0};
    status = host->verdict(ctx, &verdict);
  }
  return status;
}

static inline mrl_status evil_good_run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  return evil_rule_all_out(host, ctx, 0);
}

#endif
