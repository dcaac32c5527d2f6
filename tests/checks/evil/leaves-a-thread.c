/* Leaves a thread behind. */
#define EVIL_ID "leaves-a-thread"
#include <pthread.h>
#include <unistd.h>

#include "../../evil/evil.h"
static void* wait_for_ever(void* state) {
  for (;;) sleep(1000);
  return state;
}
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  pthread_t thread;
  if (pthread_create(&thread, 0, &wait_for_ever, 0) != 0) return MRL_ERR_FAILED;
  return evil_good_run(host, ctx, state);
}
EVIL_PASS(run)
EVIL_ENTRY
