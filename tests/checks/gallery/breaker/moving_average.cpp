// An exponentially weighted error rate; failures above a level cut the route.
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
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call none
#include <chrono>
#include <mutex>

class RouteScore {
 public:
  enum class Route { up, down, tentative };

  bool usable() {
    const std::scoped_lock lock(guard_);
    if (route_ == Route::down) {
      if (std::chrono::steady_clock::now() < back_at_) return false;
      route_ = Route::tentative;
    }
    return true;
  }

  void report(bool success) {
    const std::scoped_lock lock(guard_);
    rate_ = rate_ * 0.9 + (success ? 0.0 : 0.1);
    if (route_ == Route::tentative) {
      if (success) {
        route_ = Route::up;
        rate_ = 0.0;
      } else {
        cut();
      }
    } else if (rate_ > 0.35) {
      cut();
    }
  }

 private:
  void cut() {
    route_ = Route::down;
    pause_ = pause_ * 2 < std::chrono::seconds(60) ? pause_ * 2 : std::chrono::seconds(60);
    back_at_ = std::chrono::steady_clock::now() + pause_;
  }
  std::mutex guard_;
  Route route_ = Route::up;
  double rate_ = 0.0;
  std::chrono::steady_clock::duration pause_{std::chrono::seconds(1)};
  std::chrono::steady_clock::time_point back_at_{};
};
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: } else if (rate_ > 0.35) { => } else if (!success) {
// mutant cb-success-resets violated: rate_ = rate_ * 0.9 + (success ? 0.0 : 0.1); => rate_ += success ? 0.0 : 0.1;
