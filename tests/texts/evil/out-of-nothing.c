/* An emitter whose output has a length and no bytes. */
#include <merlon/entry.h>

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  const mrl_str nothing = {0, 1000};
  host->output(ctx, nothing);
  return MRL_OK;
}

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_EMITTER, 0, 0, "out-of-nothing", "makes nothing long", 0, 0, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("emitter", "out-of-nothing", "-")
