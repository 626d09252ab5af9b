/* C with a tag and a table of function pointers. */
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum ev_type { EV_CREATED, EV_CREDITED, EV_DEBITED, EV_COUNT };

struct ev {
  enum ev_type type;
  long amount;
};

struct wallet {
  int exists;
  long amount;
  unsigned long version;
};

struct log {
  pthread_mutex_t lock;
  struct ev* items;
  unsigned long used, room;
};

static void on_created(struct wallet* w, const struct ev* e) { w->exists = 1; w->amount = e->amount; }
static void on_credited(struct wallet* w, const struct ev* e) { w->amount += e->amount; }
static void on_debited(struct wallet* w, const struct ev* e) { w->amount -= e->amount; }

typedef void (*apply_fn)(struct wallet*, const struct ev*);
static const apply_fn table[EV_COUNT] = {on_created, on_credited, on_debited};

static void apply(struct wallet* w, const struct ev* e) {
  if (e->type < 0 || e->type >= EV_COUNT) {
    fprintf(stderr, "event of unknown type %d\n", (int)e->type);
    abort();
  }
  table[e->type](w, e);
  w->version++;
}

int log_append(struct log* l, unsigned long expected, struct ev e) {
  int ok = 0;
  pthread_mutex_lock(&l->lock);
  if (l->used == expected && l->used < l->room) {
    l->items[l->used++] = e;
    ok = 1;
  }
  pthread_mutex_unlock(&l->lock);
  return ok;
}

void wallet_load(struct wallet* w, struct log* l) {
  pthread_mutex_lock(&l->lock);
  for (unsigned long i = 0; i < l->used; i++) apply(w, &l->items[i]);
  pthread_mutex_unlock(&l->lock);
}

int wallet_debit(struct log* l, long amount) {
  struct wallet w = {0, 0, 0};
  wallet_load(&w, l);
  if (!w.exists || amount <= 0 || amount > w.amount) return -1;
  struct ev e = {EV_DEBITED, amount};
  return log_append(l, w.version, e) ? 0 : -2;
}

long wallet_amount(struct log* l) {
  struct wallet w = {0, 0, 0};
  wallet_load(&w, l);
  return w.amount;
}

int main(void) {
  struct ev room[64];
  struct log l = {PTHREAD_MUTEX_INITIALIZER, room, 0, 64};
  struct ev first = {EV_CREATED, 500};
  log_append(&l, 0, first);
  if (wallet_debit(&l, 200) != 0) return 1;
  printf("%ld\n", wallet_amount(&l));
  return 0;
}
// mutant es-expected-version violated: if (l->used == expected && l->used < l->room) { => if (l->used < l->room) {
// mutant es-append-only violated: l->items[l->used++] = e; => l->items[0] = e;
// mutant es-immutable-events violated: static void on_debited(struct wallet* w, const struct ev* e) { w->amount -= e->amount; } => static void on_debited(struct wallet* w, const struct ev* e) { w->amount -= e->amount; ((struct ev*)e)->amount = 0; }
// mutant cq-queries-do-not-write violated: return w.amount; => struct ev seen = {EV_CREDITED, 0}; log_append(l, w.version, seen); return w.amount;
