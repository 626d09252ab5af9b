/* multiply STYLE COUNT: has COUNT more processes or threads at once, and prints how many it got; 0 goes on for ever. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long* got; /* shared by all */
static long wanted;

static void stay(void) {
  __atomic_add_fetch(got, 1, __ATOMIC_SEQ_CST);
  for (;;) pause();
}
static void* stay_in_thread(void* unused) {
  stay();
  return unused;
}
static int by_fork(void) {
  const pid_t child = fork();
  if (child == 0) stay();
  return child;
}
static int by_thread(void) {
  pthread_t thread;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 64 << 10);
  return pthread_create(&thread, &small, stay_in_thread, NULL) == 0 ? 1 : -1;
}
static int by_daemon(void) {
  const pid_t child = fork();
  if (child == 0) {
    setsid();
    if (fork() == 0) stay();
    _exit(0);
  }
  waitpid(child, NULL, 0);
  return child;
}
/* Children of the same parent, which here is the sandbox's own init. */
static int by_sibling(void) {
  const long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) stay();
  return (int)child;
}
/* Each waits in the kernel for the next. */
static int by_vfork_chain(void) {
  const pid_t child = vfork();
  if (child == 0) {
    __atomic_add_fetch(got, 1, __ATOMIC_SEQ_CST);
    if (wanted == 0 || *got < wanted) by_vfork_chain();
    usleep(20000);
    _exit(0);
  }
  return child;
}

int main(int argc, char** argv) {
  const struct { const char* name; int (*once)(void); } styles[] = {{"fork", by_fork}, {"thread", by_thread},
      {"daemon", by_daemon}, {"sibling", by_sibling}, {"vfork", by_vfork_chain}};
  if (argc < 3) return 2;
  wanted = atol(argv[2]);
  got = mmap(NULL, sizeof *got, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (size_t i = 0; i < sizeof styles / sizeof *styles; ++i) {
    if (strcmp(styles[i].name, argv[1]) != 0) continue;
    for (long tried = 0; wanted == 0 || tried < wanted; ++tried) {
      if (styles[i].once == by_vfork_chain && wanted != 0 && tried > 0) break;
      styles[i].once();
    }
    /* For the last ones to count themselves. */
    for (int waits = 0; waits < 250 && __atomic_load_n(got, __ATOMIC_SEQ_CST) < wanted; ++waits) usleep(2000);
    printf("%ld\n", *got);
    return 0;
  }
  return 2;
}
