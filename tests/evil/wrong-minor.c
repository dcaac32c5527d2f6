/* Speaks a later version of the border; must be refused before its code runs. */
#define EVIL_ID "wrong-minor"
#include "evil.h"
EVIL_TRAP
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR + 1, MERLON_ABI_HASH)
EVIL_STRUCT(MRL_ABI_MINOR + 1, MERLON_ABI_HASH)
