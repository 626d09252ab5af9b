// A ring of bits: the last sixteen outcomes. The wall clock measures the pause, and the caller waits it out.
// label: cb-role satisfied
// label: cb-three-modes violated
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit none
// label: cb-success-resets satisfied
// label: cb-fail-fast violated
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens none
// label: cb-probe-success-closes none
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <sys/time.h>

#include <bitset>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

class Sensor {
 public:
  virtual ~Sensor() = default;
  virtual double sample() = 0;
};

static long stamp() {
  timeval tv{};
  gettimeofday(&tv, nullptr);
  return tv.tv_sec * 1000L + tv.tv_usec / 1000;
}

class CarefulSensor {
  Sensor* s;
  std::bitset<16> bad;
  unsigned at = 0;
  bool silent = false;
  long silent_since = 0;
  mutable std::mutex m;

  void put(bool failed) {
    bad[at++ % 16] = failed;
    if (bad.count() > 8) {
      silent = true;
      silent_since = stamp();
    }
  }

 public:
  explicit CarefulSensor(Sensor* sensor) : s(sensor) {}
  double sample() {
    if (silent) {
      usleep(20000);
      if (stamp() - silent_since < 1500) throw std::runtime_error("silent");
      silent = false;
      bad.reset();
    }
    try {
      const double v = s->sample();
      put(false);
      return v;
    } catch (const std::exception&) {
      put(true);
      throw;
    }
  }
  bool quiet() const {
    std::lock_guard<std::mutex> g(m);
    return silent;
  }
};

double average(CarefulSensor& sensor) { return (sensor.sample() + sensor.sample()) / 2; }
// mutant cb-threshold violated: if (bad.count() > 8) { => if (failed) {
// mutant cb-exceptions-recorded violated: put(true); =>
