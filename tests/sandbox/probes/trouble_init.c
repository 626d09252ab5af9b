/* trouble_init: sends every signal to process 1 in every way that there is, gives it orphans to reap, and prints what it
   has outlived. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A full pipe of init's: "this can be read now", as any signal that one likes. */
static void signal_by_readiness(int number) {
  int ends[2];
  if (pipe(ends) != 0) return;
  fcntl(ends[0], F_SETOWN, 1);
  fcntl(ends[0], F_SETSIG, number);
  fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
  (void)!write(ends[1], "x", 1);
  close(ends[0]);
  close(ends[1]);
}

static void leave_orphans(void) {
  for (int i = 0; i < 200; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      if (fork() == 0) _exit(i);
      _exit(0);
    }
    waitpid(child, NULL, 0);
  }
}

int main(void) {
  const long init = syscall(SYS_pidfd_open, 1, 0);
  for (int number = 1; number < NSIG; ++number) {
    siginfo_t info = {.si_signo = number, .si_code = SI_QUEUE};
    kill(1, number);
    syscall(SYS_tgkill, 1, 1, number);
    syscall(SYS_rt_sigqueueinfo, 1, number, &info);
    syscall(SYS_pidfd_send_signal, init, number, NULL, 0);
    signal_by_readiness(number);
  }
  leave_orphans();
  puts("init lives");
  /* With everything but process 1 and itself, as far as it may. */
  signal(SIGTERM, SIG_IGN);
  kill(-1, SIGTERM);
  puts("and still");
  return 0;
}
