// The default of the policy is as many attempts as fit into a size_t.
// label: rt-role satisfied
// label: rt-bound violated
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <limits>
#include <stdexcept>
#include <thread>

struct Policy {
  std::size_t attempts = std::numeric_limits<std::size_t>::max();
  std::uint64_t first_ms = 5;
  std::uint64_t longest_ms = 60000;
};

class Ledger {
 public:
  virtual ~Ledger() = default;
  virtual long append(long account, long amount) = 0;
};

class LedgerClient {
 public:
  explicit LedgerClient(Ledger& ledger, Policy policy = {}) : ledger_(ledger), policy_(policy) {}

  long append(long account, long amount) {
    for (std::size_t i = 0; i < policy_.attempts; ++i) {
      try {
        return ledger_.append(account, amount);
      } catch (const std::exception&) {
        const std::uint64_t exponent = std::min<std::size_t>(i, 20);
        const std::uint64_t wait = std::min(policy_.first_ms << exponent, policy_.longest_ms);
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
      }
    }
    throw std::runtime_error("ledger not reached");
  }

 private:
  Ledger& ledger_;
  Policy policy_;
};

std::future<long> append_later(Ledger& ledger, long account, long amount) {
  return std::async(std::launch::async, [&ledger, account, amount] {
    return LedgerClient(ledger).append(account, amount);
  });
}

// mutant rt-shift-overflow violated: std::min<std::size_t>(i, 20) => i
