/* An emitter that covers a threat. */
#include <merlon/entry.h>

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) { return (void)host, (void)ctx, (void)state, MRL_OK; }
static const char* const covers[] = {"data-poisoning", 0};

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_EMITTER, 0, 0, "covers-too", "covers", 0, covers, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("emitter", "covers-too", "data-poisoning")
