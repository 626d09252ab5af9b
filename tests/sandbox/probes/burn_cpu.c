/* burn_cpu MILLISECONDS [STYLE]: uses CPU time: alone; by a relay of short children; in two threads; deaf to signals; or
   in a daemon for which it waits. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void burn(clockid_t clock, long milliseconds) {
  struct timespec used;
  do {
    clock_gettime(clock, &used);
  } while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < milliseconds);
}

static void* burn_half(void* total) {
  burn(CLOCK_THREAD_CPUTIME_ID, *(long*)total / 2);
  return NULL;
}

static void relay(long total) {
  const long leg = 20;
  for (long done = 0; done < total; done += leg) {
    if (fork() == 0) {
      burn(CLOCK_PROCESS_CPUTIME_ID, leg);
      _exit(0);
    }
    wait(NULL);
  }
}

static void in_threads(long total) {
  pthread_t other;
  if (pthread_create(&other, NULL, burn_half, &total) != 0) exit(1);
  burn_half(&total);
  pthread_join(other, NULL);
}

static void in_daemon(long total) {
  int done[2];
  char byte;
  if (pipe(done) != 0) exit(1);
  if (fork() == 0) {
    setsid();
    if (fork() == 0) burn(CLOCK_PROCESS_CPUTIME_ID, total);
    _exit(0);
  }
  close(done[1]);
  (void)!read(done[0], &byte, 1);
}

int main(int argc, char** argv) {
  const long total = atol(argv[1]);
  const char* const style = argc > 2 ? argv[2] : "alone";
  if (!strcmp(style, "relay")) {
    relay(total);
  } else if (!strcmp(style, "threads")) {
    in_threads(total);
  } else if (!strcmp(style, "daemon")) {
    in_daemon(total);
  } else {
    for (int number = 1; !strcmp(style, "deaf") && number < 32; ++number) signal(number, SIG_IGN);
    burn(CLOCK_PROCESS_CPUTIME_ID, total);
  }
  return 0;
}
