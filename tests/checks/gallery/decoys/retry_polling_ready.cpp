// Waits until a device is ready: nothing is tried, a state is asked for.
// label: rt-role none
#include <atomic>
#include <chrono>
#include <thread>

class Device {
 public:
  void power_up() { powered_ = true; }
  bool ready() const { return powered_ && temperature_ > 20; }
  void warm(int degrees) { temperature_ += degrees; }

 private:
  std::atomic<bool> powered_{false};
  std::atomic<int> temperature_{0};
};

bool wait_until_ready(const Device& device, std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  std::chrono::milliseconds nap{1};
  while (std::chrono::steady_clock::now() < until) {
    if (device.ready()) return true;
    std::this_thread::sleep_for(nap);
    nap *= 2;
  }
  return false;
}
