// A generic retrier: capped exponential wait with full jitter, permanent errors rethrown.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>

struct PermanentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct RetryPolicy {
  int max_attempts = 6;
  std::chrono::milliseconds base{50};
  std::chrono::milliseconds ceiling{2000};
};

class Retrier {
 public:
  explicit Retrier(RetryPolicy policy) : policy_(policy), rng_(std::random_device{}()) {}

  template <typename Op>
  auto run(Op&& op) {
    auto delay = policy_.base;
    for (int attempt = 1;; ++attempt) {
      try {
        return op();
      } catch (const PermanentError&) {
        throw;
      } catch (const std::exception&) {
        if (attempt >= policy_.max_attempts) throw;
      }
      std::this_thread::sleep_for(jittered(delay));
      delay = std::min(delay * 2, policy_.ceiling);
    }
  }

 private:
  std::chrono::milliseconds jittered(std::chrono::milliseconds up_to) {
    std::uniform_int_distribution<long> pick(0, up_to.count());
    return std::chrono::milliseconds(pick(rng_));
  }

  RetryPolicy policy_;
  std::mt19937 rng_;
};

class Gateway {
 public:
  virtual ~Gateway() = default;
  virtual std::string charge(const std::string& card, long cents) = 0;
};

class Checkout {
 public:
  explicit Checkout(Gateway& gateway) : gateway_(gateway), retrier_({}) {}
  std::string pay(const std::string& card, long cents) {
    return retrier_.run([&] { return gateway_.charge(card, cents); });
  }

 private:
  Gateway& gateway_;
  Retrier retrier_;
};

std::string example(Gateway& gateway) { return Checkout(gateway).pay("4111", 995); }

// mutant rt-jitter violated: jittered(delay)); => delay);
// mutant rt-growth violated: delay * 2 => delay
// mutant rt-bound violated: if (attempt >= policy_.max_attempts) throw; =>
