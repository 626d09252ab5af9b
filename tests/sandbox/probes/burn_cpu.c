/* burn_cpu MILLISECONDS [relay]: uses CPU time, at once or by a relay of short children. */
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void burn(long milliseconds) {
  struct timespec used;
  do {
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  } while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < milliseconds);
}

int main(int argc, char** argv) {
  const long total = atol(argv[1]);
  const long leg = 20;
  if (argc < 3) {
    burn(total);
    return 0;
  }
  for (long done = 0; done < total; done += leg) {
    if (fork() == 0) {
      burn(leg);
      _exit(0);
    }
    wait(NULL);
  }
  return 0;
}
