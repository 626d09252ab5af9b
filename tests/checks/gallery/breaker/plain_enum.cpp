// An enum, one mutex, a call through std::function, and a known answer while the supplier is cut off.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace shop {

class PriceGuard {
 public:
  using Supplier = std::function<std::string(const std::string&)>;

  PriceGuard(Supplier supplier, unsigned tolerated, std::chrono::milliseconds pause)
      : supplier_(std::move(supplier)), tolerated_(tolerated), pause_(pause) {}

  std::optional<std::string> ask(const std::string& sku) {
    if (!may_pass()) return std::nullopt;
    try {
      auto price = supplier_(sku);
      worked();
      return price;
    } catch (const std::exception&) {
      failed();
      return std::nullopt;
    }
  }

 private:
  enum class Mode { flowing, cut, trying };

  bool may_pass() {
    std::lock_guard lock(mutex_);
    if (mode_ == Mode::cut) {
      if (std::chrono::steady_clock::now() - cut_at_ < pause_) return false;
      mode_ = Mode::trying;
      trial_running_ = false;
    }
    if (mode_ == Mode::trying) {
      if (trial_running_) return false;
      trial_running_ = true;
    }
    return true;
  }

  void worked() {
    std::lock_guard lock(mutex_);
    trouble_ = 0;
    trial_running_ = false;
    mode_ = Mode::flowing;
  }

  void failed() {
    std::lock_guard lock(mutex_);
    ++trouble_;
    trial_running_ = false;
    if (mode_ == Mode::trying || trouble_ >= tolerated_) {
      mode_ = Mode::cut;
      cut_at_ = std::chrono::steady_clock::now();
    }
  }

  Supplier supplier_;
  unsigned tolerated_;
  std::chrono::milliseconds pause_;
  std::mutex mutex_;
  Mode mode_{Mode::flowing};
  bool trial_running_{false};
  unsigned trouble_{};
  std::chrono::steady_clock::time_point cut_at_{};
};

class Catalogue {
 public:
  explicit Catalogue(PriceGuard::Supplier supplier) : guard_(std::move(supplier), 5, std::chrono::seconds(2)) {}

  std::string price(const std::string& sku) {
    if (auto fresh = guard_.ask(sku)) return *fresh;
    return last_known_;
  }

 private:
  PriceGuard guard_;
  std::string last_known_ = "n/a";
};

}  // namespace shop
// mutant cb-success-resets violated: trouble_ = 0; =>
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-probe-limit violated: if (trial_running_) return false; =>
// mutant cb-probe-success-closes violated: mode_ = Mode::flowing; =>
