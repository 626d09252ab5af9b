// The waits stand in a table, one for each attempt.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

namespace probe {

constexpr std::array<int, 6> kWaitsMs{10, 30, 100, 300, 1000, 3000};

class Sensor {
 public:
  virtual ~Sensor() = default;
  virtual bool calibrate(double reference, double* offset) = 0;
};

bool calibrate(Sensor& sensor, double reference, double& offset) {
  for (int wait : kWaitsMs) {
    if (sensor.calibrate(reference, &offset)) return true;
    std::printf("not calibrated, next try in %d ms\n", wait);
    std::this_thread::sleep_for(std::chrono::milliseconds(wait));
  }
  return sensor.calibrate(reference, &offset);
}

}  // namespace probe

// mutant rt-growth violated: {10, 30, 100, 300, 1000, 3000} => {100, 100, 100, 100, 100, 100}
// mutant rt-growth violated: {10, 30, 100, 300, 1000, 3000} => {100, 200, 300, 400, 500, 600}
