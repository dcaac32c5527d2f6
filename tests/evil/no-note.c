/* Has no note; must be refused before its code runs. */
#define EVIL_ID "no-note"
#include "evil.h"
EVIL_TRAP
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {sizeof(mrl_pass),
                              MRL_PASS_ANALYZER,
                              0,
                              0,
                              EVIL_ID,
                              "has no note",
                              0,
                              covers,
                              0,
                              0,
                              0,
                              0,
                              0,
                              evil_good_run,
                              0,
                              0};
static const mrl_pass* const passes[] = {&pass, 0};
EVIL_STRUCT(MRL_ABI_MINOR, MERLON_ABI_HASH)
