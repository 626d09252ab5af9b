/* hoard_timers COUNT: makes that many timers, prints how many it got, and keeps them until it is ended. 0: all
   that there are; it then says so on descriptor 3. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char** argv) {
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  const long wanted = argc > 1 ? atol(argv[1]) : 0;
  long got = 0;
  timer_t timer;
  while ((wanted == 0 || got < wanted) && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) ++got;
  printf("%ld\n", got);
  fflush(stdout);
  if (wanted == 0 && write(3, "x", 1) == 1) pause();
  return 0;
}
