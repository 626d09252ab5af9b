/* start_processes COUNT: has COUNT processes besides itself at once; 0 forks for ever. Prints how many it got. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  const long wanted = argc > 1 ? atol(argv[1]) : 0;
  if (wanted == 0) {
    for (;;) fork();
  }
  long started = 0;
  for (long i = 0; i < wanted; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      pause();
      _exit(0);
    }
    if (child > 0) ++started;
  }
  printf("%ld\n", started);
  return 0;
}
