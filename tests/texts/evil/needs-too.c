/* An importer that needs an analysis. */
#include <merlon/entry.h>

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) { return (void)host, (void)ctx, (void)state, MRL_OK; }
static const char* const needs[] = {"lineage/1", 0};

extern __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_IMPORTER, 0, 0, "needs-too", "needs", needs, 0, 0, 0, 0, 0, 0, run, 0, 0};
MRL_PASS_NOTE_OF("importer", "needs-too", "-")
