// There is no mode at all: a count and the time of the last failure say it.
// label: cb-role satisfied
// label: cb-three-modes none
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit none
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes none
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call violated
#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>

class GeoService {
 public:
  virtual ~GeoService() = default;
  virtual std::string city_of(const std::string& ip) = 0;
};

class CityLookup {
 public:
  explicit CityLookup(GeoService* service) : service_(service) {}

  std::string city(const std::string& ip) {
    std::lock_guard<std::mutex> hold(mu_);
    const auto now = std::chrono::steady_clock::now();
    if (row_ >= kEnough && now - last_bad_ < kRest) return remembered(ip);
    try {
      auto found = service_->city_of(ip);
      row_ = 0;
      memory_[ip] = found;
      return found;
    } catch (const std::runtime_error&) {
      row_++;
      last_bad_ = now;
      return remembered(ip);
    }
  }

 private:
  std::string remembered(const std::string& ip) {
    const auto known = memory_.find(ip);
    return known == memory_.end() ? "unknown" : known->second;
  }

  static constexpr int kEnough = 3;
  static constexpr std::chrono::seconds kRest{15};
  GeoService* service_;
  std::mutex mu_;
  int row_{0};
  std::chrono::steady_clock::time_point last_bad_;
  std::map<std::string, std::string> memory_;
};
// mutant cb-success-resets violated: row_ = 0; =>
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-exceptions-recorded violated: row_++; =>
