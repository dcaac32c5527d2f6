/* Leaves a process behind, and changes the environment. */
#define EVIL_ID "leaves-a-process"
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  static int done;
  if (done++ == 0 && fork() == 0) {
    sleep(600);
    _exit(0);
  }
  return setenv("LEFT_BEHIND", "yes", 1) == 0 ? evil_good_run(host, ctx, state) : MRL_ERR_FAILED;
}
EVIL_PASS(run)
EVIL_ENTRY
