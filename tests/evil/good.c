/* Behaves, in C: what is wrong with the others is not what they share. */
#define EVIL_ID "good"
#include "evil.h"
EVIL_PASS(evil_good_run)
EVIL_ENTRY
