/* Leaves the working directory, and a descriptor open. */
#define EVIL_ID "moves"
#include <fcntl.h>
#include <unistd.h>
#include "../../evil/evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  if (chdir("/") != 0 || open("/dev/null", O_RDONLY) < 0) return MRL_ERR_FAILED;
  return evil_good_run(host, ctx, state);
}
EVIL_PASS(run)
EVIL_ENTRY
