/* Behaves, but its reasons would take over a terminal or a page. */
#define EVIL_ID "hostile-text"
#include "evil.h"
static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  return evil_raise_all(host, ctx,
                        "is \x1b]0;owned\x07\x1b[2J <script>alert(1)</script> \"},{\" \xe2\x80\xae reversed \xc2\x9b"
                        "31m",
                        0);
}
EVIL_PASS(run)
EVIL_ENTRY
