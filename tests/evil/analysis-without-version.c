/* An analysis that is called like an analyzer. */
#define EVIL_ID "analysis-without-version"
#include "evil.h"
static const char* const facts[] = {"greeted", 0};
static const mrl_pass pass = {sizeof(mrl_pass), MRL_PASS_ANALYSIS, 0, 0, EVIL_ID, "misbehaves", 0, 0, 0,
                              0,                0,                 0, 0, evil_good_run, 0, facts};
static const mrl_pass* const passes[] = {&pass, 0};
MRL_PASS_NOTE_OF("analysis", EVIL_ID, "greeted")
EVIL_ENTRY
