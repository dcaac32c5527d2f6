/* An analysis that wants to decide a threat as well. */
#define EVIL_ID "analysis-with-covers"
#include "evil.h"
static const char* const facts[] = {"greeted", 0};
static const char* const covers[] = {EVIL_THREAT, 0};
static const mrl_pass pass = {sizeof(mrl_pass), MRL_PASS_ANALYSIS, 0, 0, EVIL_ID "/1", "misbehaves", 0, covers, 0,
                              0,                0,                 0, 0, evil_good_run, 0, facts};
static const mrl_pass* const passes[] = {&pass, 0};
MRL_PASS_NOTE_OF("analysis", EVIL_ID "/1", "greeted")
EVIL_ENTRY
