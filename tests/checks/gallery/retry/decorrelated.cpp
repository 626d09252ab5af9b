// Decorrelated jitter: the next wait is drawn between the base and three times the last.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Throttled : std::runtime_error {
  Throttled() : std::runtime_error("throttled") {}
};

struct Table {
  virtual ~Table() = default;
  virtual void write(const std::string& key, const std::vector<char>& blob) = 0;
};

class DecorrelatedWriter {
 public:
  DecorrelatedWriter(Table& table, double base, double cap) : table_(table), base_(base), cap_(cap) {
    std::random_device source;
    engine_.seed(source());
  }

  void write(const std::string& key, const std::vector<char>& blob) {
    double wait = base_;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    for (;;) {
      try {
        table_.write(key, blob);
        return;
      } catch (const Throttled&) {
        if (std::chrono::steady_clock::now() >= until) throw;
      }
      wait = std::uniform_real_distribution<double>(base_, wait * 3.0)(engine_);
      if (wait > cap_) wait = cap_;
      std::this_thread::sleep_for(std::chrono::duration<double>(wait));
    }
  }

 private:
  Table& table_;
  double base_;
  double cap_;
  std::minstd_rand engine_;
};

// mutant rt-bound violated: if (std::chrono::steady_clock::now() >= until) throw; =>
// mutant rt-cap violated: if (wait > cap_) wait = cap_; =>
// mutant rt-jitter violated: engine_.seed(source()); =>
// mutant rt-permanent-errors violated: catch (const Throttled&) => catch (...)
