// A permit that reports on destruction: failed unless it was told otherwise.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit satisfied
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

class Ledger {
 public:
  virtual ~Ledger() = default;
  virtual long post(const std::string& entry) = 0;
};

class Turnstile {
 public:
  class Ticket {
   public:
    explicit Ticket(Turnstile& t) : turnstile_(t) {}
    Ticket(const Ticket&) = delete;
    ~Ticket() {
      if (good_)
        turnstile_.passed();
      else
        turnstile_.fell();
    }
    void good() { good_ = true; }

   private:
    Turnstile& turnstile_;
    bool good_ = false;
  };

  std::unique_ptr<Ticket> take() {
    std::lock_guard lock(mutex_);
    if (gate_ == Gate::locked) {
      if (std::chrono::steady_clock::now() < unlock_at_) throw std::runtime_error("turnstile is locked");
      gate_ = Gate::single;
    } else if (gate_ == Gate::single) {
      throw std::runtime_error("one at a time");
    }
    return std::make_unique<Ticket>(*this);
  }

 private:
  enum class Gate { free, locked, single };
  void passed() {
    std::lock_guard lock(mutex_);
    if (gate_ != Gate::single) return;
    gate_ = Gate::free;
    falls_ = 0;
  }
  void fell() {
    std::lock_guard lock(mutex_);
    falls_++;
    if (falls_ < 3 && gate_ == Gate::free) return;
    gate_ = Gate::locked;
    unlock_at_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(800);
  }
  std::mutex mutex_;
  Gate gate_{Gate::free};
  int falls_{};
  std::chrono::steady_clock::time_point unlock_at_;
};

long book(Turnstile& turnstile, Ledger& ledger, const std::string& entry) {
  auto ticket = turnstile.take();
  const long number = ledger.post(entry);
  ticket->good();
  return number;
}
// mutant cb-probe-success-closes violated: gate_ = Gate::free; =>
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: if (falls_ < 3 && gate_ == Gate::free) return; =>
// mutant cb-probe-limit violated: throw std::runtime_error("one at a time"); =>
