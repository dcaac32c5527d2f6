/* Built from another abi.h of this interface, which is allowed: the versions decide. */
#define EVIL_ID "other-hash"
#include "evil.h"
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR, "0000000000000000")
EVIL_STRUCT(MRL_ABI_MINOR, "0000000000000000")
