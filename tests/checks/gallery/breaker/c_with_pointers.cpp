// C dressed as C++: a struct of plain fields, functions that take it, a function pointer for the bus.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit violated
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call satisfied
#include <cstdio>
#include <ctime>

extern "C" {
typedef int (*bus_write_fn)(void *port, const unsigned char *data, int len);

struct bus_fuse {
  int st; /* 0 ok, 1 blown, 2 warming */
  int err_cnt;
  time_t blown_at;
  int hold_s;
  bus_write_fn write;
  void *port;
};

void bus_fuse_init(bus_fuse *f, bus_write_fn w, void *port) {
  f->st = 0;
  f->err_cnt = 0;
  f->blown_at = 0;
  f->hold_s = 10;
  f->write = w;
  f->port = port;
}

static void bus_fuse_note(bus_fuse *f, int ok) {
  if (ok) {
    if (f->st == 2) {
      f->st = 0;
      f->err_cnt = 0;
    }
    return;
  }
  f->err_cnt++;
  if (f->st == 2 || f->err_cnt >= 7) {
    f->st = 1;
    f->blown_at = time(nullptr);
  }
}

int bus_fuse_send(bus_fuse *f, const unsigned char *data, int len) {
  int n;
  if (f->st == 1) {
    if (time(nullptr) - f->blown_at < f->hold_s) return -2;
    f->st = 2;
  }
  n = f->write(f->port, data, len);
  bus_fuse_note(f, n == len);
  return n;
}
}

int send_hello(bus_fuse *f) {
  const unsigned char hello[] = {1, 2, 3};
  return bus_fuse_send(f, hello, 3);
}
// mutant cb-threshold violated: f->st == 2 || f->err_cnt >= 7 => 1
// mutant cb-open-period violated: if (time(nullptr) - f->blown_at < f->hold_s) return -2; => return -2;
