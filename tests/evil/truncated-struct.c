/* Its struct ends before the list of passes. */
#define EVIL_ID "truncated-struct"
#include "evil.h"
EVIL_PASS(evil_good_run)
EVIL_NOTE(MRL_ABI_MINOR, MERLON_ABI_HASH)
const mrl_plugin merlon_plugin = {MRL_MAGIC,       offsetof(mrl_plugin, passes),
                                  MRL_ABI_MAJOR,   MRL_ABI_MINOR,
                                  MERLON_ABI_HASH, "evil",
                                  EVIL_ID,         "1.0.0",
                                  passes,          0};
