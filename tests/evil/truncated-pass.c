/* Its pass ends before the function `run`. */
#define EVIL_ID "truncated-pass"
#include "evil.h"
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {offsetof(mrl_pass, run),
                              MRL_PASS_ANALYZER,
                              0,
                              0,
                              EVIL_ID,
                              "is cut short",
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
