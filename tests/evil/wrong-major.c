/* Speaks the next major interface; must be refused before its code runs. */
#define EVIL_ID "wrong-major"
#include "evil.h"
EVIL_TRAP
EVIL_PASS(evil_good_run)
MRL_PLUGIN_NOTE(MRL_ABI_MAJOR + 1, 0, MERLON_ABI_HASH, "evil", EVIL_ID, "1.0.0")
MRL_PLUGIN(MRL_ABI_MAJOR + 1, 0, MERLON_ABI_HASH, "evil", EVIL_ID, "1.0.0", passes, 0)
