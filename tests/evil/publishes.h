/* A plugin in C with one analysis, which publishes `greeted` of the pack of this folder.
 *
 *   #define EVIL_ID "publishes-x"
 *   #include "publishes.h"
 *   static mrl_status run(const mrl_host *host, mrl_ctx *ctx, void *state) { ... }
 *   EVIL_ANALYSIS("greeted", run)
 */
#ifndef EVIL_PUBLISHES_H
#define EVIL_PUBLISHES_H

#include "evil.h"

#define EVIL_ANALYSIS(fact_, run_)                                                            \
  static const char* const facts[] = {fact_, 0};                                              \
  static const mrl_pass pass = {                                                              \
      sizeof(mrl_pass), MRL_PASS_ANALYSIS, 0, 0, EVIL_ID "/1", "misbehaves", 0, 0, 0, 0, 0, 0, 0, \
      run_,             0,                 facts};                                            \
  static const mrl_pass* const passes[] = {&pass, 0};                                         \
  MRL_PASS_NOTE(EVIL_ID "/1", fact_)                                                          \
  EVIL_ENTRY

/* Publishes a value of a fact, by its name. */
static inline mrl_status evil_publish(const mrl_host* host, mrl_ctx* ctx, mrl_ref at,
                                      const char* name, uint32_t tri) {
  uint32_t fact = 0;
  const mrl_status status = host->fact_id(ctx, evil_str(name), &fact);
  return status == MRL_OK ? host->publish(ctx, at, fact, tri) : status;
}

#endif
