// One function asks, calls another that is not in these files, and counts.
// expect: cb-role satisfied
// expect: cb-clock violated
// expect: cb-probe-failure-reopens satisfied
#include <ctime>

extern "C" int bus_publish(const char* topic, const char* text, char* answer, int size);

enum { fine, cut, trying };
struct line_state {
  int mode = fine;
  int misses = 0;
  time_t since = 0;
};

int publish(line_state* line, const char* topic, const char* text, char* answer, int size) {
  const time_t now = time(nullptr);
  if (line->mode == cut) {
    if (difftime(now, line->since) < 5) return -1;
    line->mode = trying;
  }
  const int code = bus_publish(topic, text, answer, size);
  if (code == 0) {
    line->mode = fine;
    line->misses = 0;
    return 0;
  }
  if (line->mode == trying || ++line->misses >= 3) {
    line->mode = cut;
    line->since = now;
  }
  return -1;
}
