/* Never comes back from its loading. */
#define EVIL_ID "never-loads"
#include <unistd.h>

#include "evil.h"
__attribute__((constructor)) static void wait_for_ever(void) {
  for (;;) sleep(1000);
}
EVIL_PASS(evil_good_run)
EVIL_ENTRY
