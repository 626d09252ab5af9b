/* C style: an operation by function pointer; the exponent runs past the width of int. */
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap violated
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow violated
// label: rt-no-lock-sleeping satisfied
#include <stdio.h>
#include <unistd.h>

#define MAX_TRIES 50
#define BASE_US 1000

enum op_result { OP_OK = 0, OP_BUSY = 1, OP_DENIED = 2, OP_CORRUPT = 3 };

typedef enum op_result (*op_fn)(void* ctx);

struct op {
  const char* label;
  op_fn fn;
  void* ctx;
};

int run_op(const struct op* o) {
  int n = 0;
  enum op_result r;
  for (;;) {
    r = o->fn(o->ctx);
    if (r == OP_OK) return 0;
    if (r != OP_BUSY) {
      fprintf(stderr, "%s: fatal %d\n", o->label, (int)r);
      return -1;
    }
    if (n == MAX_TRIES) {
      fprintf(stderr, "%s: too many tries\n", o->label);
      return -2;
    }
    usleep(BASE_US * (1 << n));
    n++;
  }
}

int run_all(const struct op* ops, int count) {
  int i, bad = 0;
  for (i = 0; i < count; i++)
    if (run_op(&ops[i]) != 0) bad++;
  return bad;
}

// mutant rt-bound violated: if (n == MAX_TRIES) { => if (n < 0) {
// mutant rt-permanent-errors violated: if (r != OP_BUSY) { => if (n > 1000) {
// mutant rt-growth violated: BASE_US * (1 << n) => BASE_US * n
