/* An emitter that makes more than is taken. */
#include <merlon/entry.h>

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  mrl_str input = {0, 0};
  host->input(ctx, &input);
  for (uint64_t n = 0; n <= (UINT64_C(256) << 20); n += input.len) {
    if (host->output(ctx, input) != MRL_OK) return MRL_OK; /* as if nothing were wrong */
  }
  return MRL_OK;
}

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_EMITTER, 0, 0, "too-much", "never ends", 0, 0, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("emitter", "too-much", "-")
