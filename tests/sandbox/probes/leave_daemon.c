/* leave_daemon MARK [stay]: leaves a daemon that ignores signals and holds stdout open. MARK is found in its command line. */
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int ready[2];
  char byte = 0;
  (void)argv;
  if (pipe(ready) != 0) return 1;
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    for (int number = 1; number < 32; ++number) signal(number, SIG_IGN);
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    for (;;) pause();
  }
  if (read(ready[0], &byte, 1) != 1) return 1;
  puts("left a daemon");
  fflush(stdout);
  while (argc > 2) pause();
  return 0;
}
