/* Note and struct name different versions. */
#define EVIL_ID "note-differs"
#include "evil.h"
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR, MERLON_ABI_HASH)
MRL_PLUGIN(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "evil", EVIL_ID, "9.9.9", passes, 0)
