/* Its struct does not begin with the magic number. */
#define EVIL_ID "wrong-magic"
#include "evil.h"
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR, MERLON_ABI_HASH)
const mrl_plugin merlon_plugin = {MRL_MAGIC + 1,   sizeof(mrl_plugin),
                                  MRL_ABI_MAJOR,   MRL_ABI_MINOR,
                                  MERLON_ABI_HASH, "evil",
                                  EVIL_ID,         "1.0.0",
                                  passes,          0};
