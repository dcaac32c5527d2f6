/* Built from another abi.h; must be refused before its code runs. */
#define EVIL_ID "wrong-hash"
#include "evil.h"
EVIL_TRAP
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR, "0000000000000000")
EVIL_STRUCT(MRL_ABI_MINOR, "0000000000000000")
