/* Covers a threat that its note, and so its manifest, does not name. */
#define EVIL_ID "hidden-cover"
#include "evil.h"
static const char* const covers[] = {EVIL_THREAT, "another-threat", 0};
static const mrl_pass pass = {sizeof(mrl_pass),
                              MRL_PASS_ANALYZER,
                              0,
                              0,
                              EVIL_ID,
                              "covers more than it says",
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
