/* Makes half of it, and returns a status that is neither ok nor an error. */
#include <merlon/entry.h>

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_str half = {"half", 4};
  host->output(ctx, half);
  return 1;
}

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_EMITTER, 0, 0, "half-way", "half of it", 0, 0, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("emitter", "half-way", "-")
