// The clock is a template parameter with a good default; the mode is kept for every shard.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes violated
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded none
// label: cb-lock-across-call none
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>

template <typename Clock = std::chrono::steady_clock, std::size_t Shards = 8>
class ShardedSwitch {
 public:
  using Instant = typename Clock::time_point;

  bool admits(std::size_t key) {
    auto& cell = cells_[key % Shards];
    if (cell.mode == Mode::off) {
      if (Clock::now() - cell.off_at < pause_) return false;
      cell.mode = Mode::probing;
    }
    ++asked_;
    return true;
  }

  void ok(std::size_t key) {
    auto& cell = cells_[key % Shards];
    cell.errors = 0;
  }

  void error(std::size_t key) {
    auto& cell = cells_[key % Shards];
    ++cell.errors;
    if (cell.mode == Mode::probing || (cell.mode == Mode::on && cell.errors > 9)) {
      cell.mode = Mode::off;
      cell.off_at = Clock::now();
    }
  }

  unsigned long asked() const { return asked_.load(); }

 private:
  enum class Mode { on, off, probing };
  struct Cell {
    Mode mode = Mode::on;
    int errors{};
    Instant off_at{};
  };
  std::array<Cell, Shards> cells_{};
  std::atomic<unsigned long> asked_{0};
  typename Clock::duration pause_ = std::chrono::seconds(12);
};

void hammer(ShardedSwitch<>& s) {
  std::thread other([&s] {
    if (s.admits(3)) s.error(3);
  });
  if (s.admits(4)) s.ok(4);
  other.join();
}
// mutant cb-clock violated: typename Clock = std::chrono::steady_clock => typename Clock = std::chrono::system_clock
// mutant cb-threshold violated: cell.mode == Mode::probing || (cell.mode == Mode::on && cell.errors > 9) => true
// mutant cb-success-resets violated: cell.errors = 0; =>
