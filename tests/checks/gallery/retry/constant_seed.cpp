// Jitter from a generator that is made anew, from the same seed, at every call.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <cstdint>
#include <functional>
#include <random>
#include <thread>

template <typename T>
struct Result {
  bool ok = false;
  T value{};
};

class Backoff {
 public:
  Backoff(std::uint32_t base, std::uint32_t max) : base_(base), max_(max) {}

  std::chrono::milliseconds at(std::uint32_t attempt) const {
    const std::uint32_t exp = attempt > 10 ? max_ : base_ * (1u << attempt);
    const std::uint32_t capped = exp < max_ ? exp : max_;
    std::mt19937 gen;
    std::uniform_int_distribution<std::uint32_t> dist(capped / 2, capped);
    return std::chrono::milliseconds(dist(gen));
  }

 private:
  std::uint32_t base_;
  std::uint32_t max_;
};

Result<int> with_retries(const std::function<Result<int>()>& operation, std::uint32_t limit) {
  const Backoff backoff(10, 2000);
  Result<int> result;
  for (std::uint32_t attempt = 0; attempt <= limit; ++attempt) {
    result = operation();
    if (result.ok) return result;
    std::this_thread::sleep_for(backoff.at(attempt));
  }
  return result;
}

// mutant rt-jitter satisfied: std::mt19937 gen; => static std::mt19937 gen{std::random_device{}()};
// mutant rt-shift-overflow violated: attempt > 10 ? max_ : base_ * (1u << attempt) => base_ * (1u << attempt)
