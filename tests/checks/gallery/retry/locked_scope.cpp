// A retry inside a critical section, by hand and with a spin on a shared flag.
// label: rt-role satisfied
// label: rt-bound violated
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping violated
#include <pthread.h>
#include <unistd.h>

#include <string>

extern int backend_store(const char* key, const char* value);

static pthread_mutex_t g_mutex = PTHREAD_MUTEX_INITIALIZER;
static long g_writes = 0;

int store_value(const std::string& key, const std::string& value) {
  int rc;
  pthread_mutex_lock(&g_mutex);
  while ((rc = backend_store(key.c_str(), value.c_str())) != 0) {
    sleep(2);
  }
  ++g_writes;
  pthread_mutex_unlock(&g_mutex);
  return rc;
}

long writes() {
  pthread_mutex_lock(&g_mutex);
  const long result = g_writes;
  pthread_mutex_unlock(&g_mutex);
  return result;
}

// mutant rt-no-lock-sleeping satisfied: sleep(2); => pthread_mutex_unlock(&g_mutex); sleep(2); pthread_mutex_lock(&g_mutex);
