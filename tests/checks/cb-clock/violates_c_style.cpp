// C in a .cpp: the transport is a function pointer that an init function is given.
// expect: cb-role satisfied
// expect: cb-clock violated
#include <stddef.h>
#include <sys/time.h>

typedef int (*transmit_fn)(void* context, const char* text);

struct fuse {
  transmit_fn transmit;
  void* context;
  int misses;
  int open;
  long long opened;
};

static long long milliseconds(void) {
  struct timeval now;
  gettimeofday(&now, NULL);
  return now.tv_sec * 1000LL + now.tv_usec / 1000;
}

void fuse_init(struct fuse* fuse, transmit_fn transmit, void* context) {
  fuse->transmit = transmit;
  fuse->context = context;
  fuse->misses = 0;
  fuse->open = 0;
}

int fuse_send(struct fuse* fuse, const char* text) {
  if (fuse->open && milliseconds() - fuse->opened < 500) return -1;  // expect: cb-clock violated
  const int status = fuse->transmit(fuse->context, text);
  if (status == 0) {
    fuse->misses = 0;
    fuse->open = 0;
  } else if (++fuse->misses >= 5) {
    fuse->open = 1;
    fuse->opened = milliseconds();
  }
  return status;
}
