// The mode is a word; the caller gets a default when refused. A good trial is not the end of the trial.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes violated
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call satisfied
#include <chrono>
#include <string>

class WeatherApi {
 public:
  virtual ~WeatherApi() = default;
  virtual bool fetch(const std::string& town, int& degrees) = 0;
};

class Weather {
 public:
  explicit Weather(WeatherApi* api) : api_(api) {}

  int degrees(const std::string& town) {
    if (mood_ == "off") {
      if (std::chrono::high_resolution_clock::now() < again_) return usual_;
      mood_ = "maybe";
    }
    int value = 0;
    if (!api_->fetch(town, value)) {
      bad_++;
      if (mood_ == "maybe" || bad_ >= 4) {
        mood_ = "off";
        again_ = std::chrono::high_resolution_clock::now() + std::chrono::seconds(30);
      }
      return usual_;
    }
    bad_ = 0;
    usual_ = value;
    return value;
  }

 private:
  WeatherApi* api_;
  std::string mood_ = "on";
  int bad_{};
  int usual_{};
  std::chrono::high_resolution_clock::time_point again_;
};
// mutant cb-success-resets violated: bad_ = 0; =>
// mutant cb-threshold violated: mood_ == "maybe" || bad_ >= 4 => true
// mutant cb-probe-failure-reopens violated: mood_ == "maybe" || bad_ >= 4 => mood_ == "on" && bad_ >= 4
