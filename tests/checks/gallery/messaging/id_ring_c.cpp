// The last sixty-four numbers in a ring, without a lock, for one thread.
// label: id-role satisfied
// label: id-atomic none
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <stdint.h>
#include <string.h>

#define REMEMBERED 64

struct packet {
  uint32_t serial;
  uint16_t length;
  uint8_t body[512];
};

struct receiver {
  uint32_t ring[REMEMBERED];
  unsigned used;
  int (*apply)(void *arg, const uint8_t *body, uint16_t length);
  void *arg;
};

static int known(const struct receiver *r, uint32_t serial) {
  unsigned n = r->used < REMEMBERED ? r->used : REMEMBERED;
  for (unsigned i = 0; i < n; i++)
    if (r->ring[i] == serial) return 1;
  return 0;
}

int receive(struct receiver *r, const struct packet *p) {
  int rc;
  if (known(r, p->serial)) return 0;
  rc = r->apply(r->arg, p->body, p->length);
  if (rc != 0) return rc;
  r->ring[r->used++ % REMEMBERED] = p->serial;
  return 0;
}
