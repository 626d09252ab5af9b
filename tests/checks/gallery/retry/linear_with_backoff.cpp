// retryWithBackoff, which is linear.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <exception>
#include <iostream>
#include <thread>
#include <utility>

namespace util {

template <class F>
auto retryWithBackoff(F&& f, int maxRetries = 3, int initialDelayMs = 100) -> decltype(f()) {
  int retries = 0;
  while (true) {
    try {
      return std::forward<F>(f)();
    } catch (const std::exception& e) {
      ++retries;
      if (retries > maxRetries) {
        std::cerr << "max retries reached: " << e.what() << std::endl;
        throw;
      }
      int delay = initialDelayMs * retries;
      std::cerr << "retry " << retries << " in " << delay << " ms" << std::endl;
      std::this_thread::sleep_for(std::chrono::milliseconds(delay));
    }
  }
}

}  // namespace util

struct WeatherApi {
  virtual ~WeatherApi() = default;
  virtual double temperature(const char* city) = 0;
};

double temperature_or_throw(WeatherApi& api, const char* city) {
  return util::retryWithBackoff([&] { return api.temperature(city); }, 5);
}

// mutant rt-bound violated: ++retries; =>
// mutant rt-bound violated: if (retries > maxRetries) { => if (retries < 0) {
