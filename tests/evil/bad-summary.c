/* Its summary is not UTF-8. */
#define EVIL_ID "bad-summary"
#include "evil.h"
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {sizeof(mrl_pass),
                              MRL_PASS_ANALYZER,
                              0,
                              0,
                              EVIL_ID,
                              "\xc3\x28",
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
MRL_PASS_NOTE(EVIL_ID, EVIL_THREAT)
EVIL_ENTRY
