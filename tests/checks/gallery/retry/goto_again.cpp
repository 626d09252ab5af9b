// Old code: goto, select() as a sleep, rand() never seeded.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void nap(long ms) {
  struct timeval tv;
  tv.tv_sec = ms / 1000;
  tv.tv_usec = (ms % 1000) * 1000;
  select(0, NULL, NULL, NULL, &tv);
}

int dial(const struct sockaddr* addr, socklen_t len) {
  long delay = 100;
  int tries = 0;
  int fd = -1;
again:
  fd = socket(addr->sa_family, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  if (connect(fd, addr, len) == 0) return fd;
  if (errno != ECONNREFUSED && errno != ETIMEDOUT) {
    close(fd);
    return -1;
  }
  close(fd);
  if (++tries < 6) {
    nap(delay + rand() % 100);
    delay *= 2;
    if (delay > 1600) delay = 1600;
    goto again;
  }
  return -1;
}

// mutant rt-growth violated: delay *= 2; => delay += 100;
// mutant rt-bound violated: if (++tries < 6) { => {
// mutant rt-permanent-errors violated: if (errno != ECONNREFUSED && errno != ETIMEDOUT) { => if (tries > 100) {
