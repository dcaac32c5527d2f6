/* A plugin in all that can be seen from outside, whose code leaves a mark once it is loaded: it writes the file that
 * the environment names. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <merlon/entry.h>

__attribute__((constructor)) static void leave_a_mark(void) {
  const char* path = getenv("MERLON_TEST_TRAP");
  if (path == 0) return;
  const int file = open(path, O_WRONLY | O_CREAT, 0600);
  if (file >= 0) close(file);
}

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)host, (void)ctx, (void)state;
  return MRL_OK;
}
static const char* const covers[] = {"trapped", 0};
static const mrl_pass pass = {sizeof(mrl_pass), MRL_PASS_ANALYZER, 0, 0, "trap", "leaves a mark", 0, covers, 0, 0, 0, 0, 0, run, 0, 0};
static const mrl_pass* const passes[] = {&pass, 0};
MRL_PASS_NOTE("trap", "trapped")
MRL_PLUGIN_NOTE(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "test", "trap", "1.0.0")
MRL_PLUGIN(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "test", "trap", "1.0.0", passes, 0)
