/* A pass of a kind that this merlon does not run. */
#define EVIL_ID "unknown-kind"
#include "evil.h"
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {sizeof(mrl_pass),
                              9,
                              0,
                              0,
                              EVIL_ID,
                              "scores",
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
