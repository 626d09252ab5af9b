// label: hy-raw-ownership violated
// label: hy-sleep-under-lock satisfied
// label: hy-swallowed-exceptions none
// label: hy-detached-threads none
// label: hy-unbounded-queue none
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <string>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char* last_message = nullptr;

void on_message(const std::string& text) {
  char* copy = static_cast<char*>(malloc(text.size() + 1));
  memcpy(copy, text.c_str(), text.size() + 1);
  pthread_mutex_lock(&lock);
  free(last_message);
  last_message = copy;
  pthread_mutex_unlock(&lock);
  usleep(100);
}

// mutant hy-sleep-under-lock violated: last_message = copy; => last_message = copy; usleep(50);
