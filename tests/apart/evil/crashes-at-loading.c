/* Ends the process that loads it. */
#define EVIL_ID "crashes-at-loading"
#include <stdlib.h>

#include "evil.h"
__attribute__((constructor)) static void crash(void) { abort(); }
EVIL_PASS(evil_good_run)
EVIL_ENTRY
