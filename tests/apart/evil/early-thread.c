/* Begins a thread while it is loaded, which tries to open a file while its analyzer runs. */
#define _GNU_SOURCE
#define EVIL_ID "early-thread"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "evil.h"

static atomic_int asked, answer = -1;

static void* wait_and_try(void* state) {
  while (!atomic_load(&asked)) usleep(1000);
  atomic_store(&answer, open("/etc/passwd", O_RDONLY) < 0 ? errno : 0);
  return state;
}

__attribute__((constructor)) static void begin(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, &wait_and_try, NULL) == 0) pthread_detach(thread);
}

static mrl_status run(const mrl_host* host, mrl_ctx* ctx, void* state) {
  (void)state;
  char told[32];
  atomic_store(&asked, 1);
  while (atomic_load(&answer) < 0) usleep(1000);
  snprintf(told, sizeof told, "opening gives %d", atomic_load(&answer));
  host->fail(ctx, evil_str(told));
  return MRL_ERR_FAILED;
}
EVIL_PASS(run)
EVIL_ENTRY
