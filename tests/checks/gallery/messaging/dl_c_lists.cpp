// A worker in the style of C: lists, function pointers and codes.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload violated
// label: dl-redrive satisfied
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define MAX_TRY 5

typedef struct job {
  struct job *next;
  int n_try;
  size_t len;
  char data[256];
} job_t;

typedef struct list {
  job_t *head;
  job_t *tail;
  unsigned count;
} list_t;

typedef int (*job_fn)(void *ctx, const char *data, size_t len);

typedef struct worker {
  list_t todo;
  list_t morgue;
  job_fn fn;
  void *ctx;
} worker_t;

static void put(list_t *l, job_t *j) {
  j->next = NULL;
  if (l->tail)
    l->tail->next = j;
  else
    l->head = j;
  l->tail = j;
  l->count++;
}

static job_t *take(list_t *l) {
  job_t *j = l->head;
  if (!j) return NULL;
  l->head = j->next;
  if (!l->head) l->tail = NULL;
  l->count--;
  return j;
}

int worker_step(worker_t *w) {
  job_t *j = take(&w->todo);
  int rc;
  if (!j) return 0;
  rc = w->fn(w->ctx, j->data, j->len);
  if (rc == 0) {
    free(j);
    return 1;
  }
  j->n_try++;
  if (j->n_try < MAX_TRY) {
    put(&w->todo, j);
  } else {
    fprintf(stderr, "giving up, rc=%d\n", rc);
    put(&w->morgue, j);
  }
  return 1;
}

unsigned worker_revive(worker_t *w) {
  unsigned n = 0;
  job_t *j;
  while ((j = take(&w->morgue)) != NULL) {
    j->n_try = 0;
    put(&w->todo, j);
    n++;
  }
  return n;
}
// mutant dl-no-silent-loss violated: put(&w->morgue, j); => if (rc < 0) put(&w->morgue, j); else free(j);
// mutant dl-redrive violated: while ((j = take(&w->morgue)) != NULL) { => while ((j = take(&w->todo)) != NULL) {
