/* linger STYLE MARK: leaves a process behind that does not mean to end, and ends. MARK is in its command line. All end
   by themselves after 20 s. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ready;

static void stay(void) {
  for (int number = 1; number < NSIG; ++number) {
    if (number != SIGALRM) signal(number, SIG_IGN);
  }
  alarm(20);
  if (write(ready, "x", 1) != 1) _exit(1);
  for (;;) pause();
}
static void daemonise(char** argv) {
  (void)argv;
  setsid();
  if (fork() != 0) _exit(0);
  stay();
}
static void stop(char** argv) {
  (void)argv;
  setsid();
  if (write(ready, "x", 1) != 1) _exit(1);
  raise(SIGSTOP);
  stay();
}
/* Never two times the same process id. */
static void relay(char** argv) {
  (void)argv;
  setsid();
  if (write(ready, "x", 1) != 1) _exit(1);
  for (int legs = 0; legs < 4000; ++legs) {
    usleep(5000);
    if (fork() != 0) _exit(0);
  }
}
/* A program without a file. */
static void from_memory(char** argv) {
  static char number[16];
  const int from = open("/proc/self/exe", O_RDONLY), to = memfd_create("x", 0);
  while (sendfile(to, from, NULL, 1 << 20) > 0) {}
  snprintf(number, sizeof number, "%d", dup(ready));
  char* arguments[] = {argv[0], "stay", argv[2], number, NULL};
  setsid();
  fexecve(to, arguments, environ);
}
static void reaper(char** argv) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (fork() == 0) daemonise(argv);
  stay();
}

int main(int argc, char** argv) {
  const struct { const char* name; void (*linger)(char**); } styles[] = {{"daemon", daemonise}, {"stopped", stop},
      {"relay", relay}, {"from_memory", from_memory}, {"reaper", reaper}, {"sibling", daemonise}};
  int ends[2];
  char byte;
  if (argc == 4) {
    ready = atoi(argv[3]);
    stay();
  }
  if (argc != 3 || pipe(ends) != 0) return 2;
  ready = ends[1];
  for (size_t i = 0; i < sizeof styles / sizeof *styles; ++i) {
    if (strcmp(styles[i].name, argv[1]) != 0) continue;
    const long flags = !strcmp(argv[1], "sibling") ? CLONE_PARENT | SIGCHLD : SIGCHLD;
    if (syscall(SYS_clone, flags, 0, 0, 0, 0) == 0) {
      styles[i].linger(argv);
      _exit(0);
    }
    if (read(ends[0], &byte, 1) != 1) return 1;
    puts("left");
    return 0;
  }
  return 2;
}
