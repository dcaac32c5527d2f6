/* An analyzer that does what its option says; most of it ends a process, or never ends. */
#define _GNU_SOURCE
#define EVIL_ID "misbehaves"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "evil.h"

static int is(mrl_str how, const char* word) { return how.len == strlen(word) && memcmp(how.ptr, word, how.len) == 0; }

static void flood(void) {
  static char text[4096];
  memset(text, 'x', sizeof text);
  for (;;) fwrite(text, 1, sizeof text, stdout);
}

/* What is no record, into the pipe of the results, as if it were all. */
static void forge(void) {
  for (int fd = 3; fd < 4096; ++fd) {
    struct stat file;
    if (fstat(fd, &file) == 0 && S_ISFIFO(file.st_mode) && write(fd, "g\377\377\377\377\377\377\377\377\377", 11) == 11) _exit(0);
  }
}

static void allocate(void) {
  for (;;) {
    char* some = malloc(1u << 26);
    if (some == NULL) abort();
    memset(some, 1, 1u << 26);
  }
}

/* So that no compiler sees how it ends. */
static volatile int depth = 1 << 30;
static char* volatile nowhere = NULL;

static int deeper(int left) {
  volatile char here[4096];
  here[0] = (char)left;
  return left == 0 ? 0 : deeper(left - 1) + here[0];
}

static void* nothing(void* state) { return state; }

/* What the kernel answers, as `WORD ERRNO`; 0 where it let it happen. */
static mrl_status tell_what_is_allowed(const mrl_host* host, mrl_ctx* ctx) {
  char told[512];
  const int network = socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
  const int local = socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? errno : 0;
  const int reads = open("/etc/hostname", O_RDONLY) < 0 ? errno : 0;
  const int writes = open("/tmp/merlon-misbehaves", O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0;
  const int process = fork() < 0 ? errno : 0;
  char* const arguments[] = {(char*)"true", NULL};
  const int program = execv("/bin/true", arguments) < 0 ? errno : 0;
  const int unties = prctl(PR_SET_PDEATHSIG, 0) < 0 ? errno : 0;
  struct rlimit none = {0, 0};
  const int limits = prlimit(getppid(), RLIMIT_CORE, &none, NULL) < 0 ? errno : 0;
  const int kills = kill(getppid(), 0) < 0 ? errno : 0;
  int variables = 0;
  if (environ != NULL) {
    while (environ[variables] != NULL) ++variables;
  }
  pthread_t thread;
  const int threads = pthread_create(&thread, NULL, &nothing, NULL);
  if (threads == 0) pthread_join(thread, NULL);
  snprintf(told, sizeof told, "network %d, local %d, reads %d, writes %d, process %d, program %d, kills %d, unties %d, limits %d, variables %d, threads %d, read %zd", network, local, reads, writes,
           process, program, kills, unties, limits, variables, threads, read(0, told, 1));
  const mrl_ref* subjects = NULL;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, evil_str(EVIL_THREAT), &subjects, &n);
  for (uint32_t i = 0; i < n && status == MRL_OK; ++i) {
    const mrl_evidence evidence = {MRL_EVIDENCE_ELEMENT, 0, subjects[i], {NULL, 0}};
    const mrl_verdict verdict = {sizeof verdict, MRL_RAISED, subjects[i], evil_str(EVIL_THREAT), evil_str(told), &evidence, 1, 0};
    status = host->verdict(ctx, &verdict);
  }
  return status;
}

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  mrl_value value;
  memset(&value, 0, sizeof value);
  value.size = sizeof value;
  host->option(ctx, evil_str("how"), &value);
  const mrl_str how = value.text;
  if (is(how, "tells")) return tell_what_is_allowed(host, ctx);
  if (is(how, "segfault")) *nowhere = 1;
  if (is(how, "abort")) abort();
  if (is(how, "exit")) exit(0);
  if (is(how, "exit-at-once")) _exit(7);
  if (is(how, "loops")) for (volatile int i = 0;; ++i) {}
  if (is(how, "sleeps")) for (;;) sleep(1000);
  if (is(how, "goes-on")) { for (int fd = 0; fd < 4096; ++fd) close(fd); for (;;) sleep(1000); }
  if (is(how, "floods")) flood();
  if (is(how, "allocates")) allocate();
  if (is(how, "recurses")) return deeper(depth);
  if (is(how, "forges")) forge();
  if (is(how, "prints")) { puts("look at me"); fflush(stdout); }
  return evil_rule_all_out(host, ctx, 0);
}

static const mrl_option how = {sizeof(mrl_option), MRL_OPTION_TEXT, "how", "well", "what it does", NULL, 0, 0};
static const mrl_option* const options[] = {&how, NULL};
static const char* const covers[] = {EVIL_THREAT, NULL};
static const mrl_pass pass = {sizeof(mrl_pass), MRL_PASS_ANALYZER, MRL_PASS_REENTRANT, 0, EVIL_ID, "misbehaves", NULL, covers, NULL, NULL, NULL, options, NULL, run, NULL, NULL};
static const mrl_pass* const passes[] = {&pass, NULL};
MRL_PASS_NOTE(EVIL_ID, EVIL_THREAT)
EVIL_ENTRY
