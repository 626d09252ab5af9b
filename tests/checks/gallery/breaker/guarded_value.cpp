// No mutex in sight where it is used: a value that hands itself out under its lock, also across the call.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call violated
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

template <typename T>
class Guarded {
 public:
  template <typename F>
  decltype(auto) with(F&& action) {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::forward<F>(action)(value_);
  }

 private:
  std::mutex mutex_;
  T value_{};
};

class Geocoder {
 public:
  virtual ~Geocoder() = default;
  virtual std::string locate(const std::string& street) = 0;
};

struct Health {
  enum { good, bad, unsure } level = good;
  unsigned sick = 0;
  std::chrono::steady_clock::time_point since{};
};

class Finder {
 public:
  explicit Finder(Geocoder& g) : geocoder_(g) {}

  std::string find(const std::string& street) {
    return health_.with([&](Health& h) {
      if (h.level == Health::bad) {
        if (std::chrono::steady_clock::now() - h.since < std::chrono::seconds(5)) throw std::runtime_error("resting");
        h.level = Health::unsure;
      }
      try {
        auto place = geocoder_.locate(street);
        h = Health{};
        return place;
      } catch (...) {
        if (h.level == Health::unsure || ++h.sick == 5) {
          h.level = Health::bad;
          h.since = std::chrono::steady_clock::now();
        }
        throw;
      }
    });
  }

 private:
  Geocoder& geocoder_;
  Guarded<Health> health_;
};

std::string here(Finder& finder) { return finder.find("Main Street 1"); }
// mutant cb-success-resets violated: h = Health{}; => h.level = Health::good;
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: h.level == Health::unsure || ++h.sick == 5 => true
