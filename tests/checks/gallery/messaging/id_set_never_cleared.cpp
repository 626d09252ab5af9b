// Marks the message before its work is done, and remembers every message for ever.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction violated
// label: id-with-effect violated
// label: dl-role none
// label: ob-role none
#include <mutex>
#include <string>
#include <unordered_set>

struct Payment {
  std::string reference;
  long cents = 0;
};

class Ledger {
 public:
  virtual ~Ledger() = default;
  virtual void book(const Payment& payment) = 0;  // throws
};

class PaymentConsumer {
 public:
  explicit PaymentConsumer(Ledger& ledger) : ledger_(ledger) {}

  void on_message(const Payment& payment) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      if (!seen_.insert(payment.reference).second) return;
    }
    ledger_.book(payment);
  }

 private:
  Ledger& ledger_;
  std::mutex mutex_;
  std::unordered_set<std::string> seen_;
};
// mutant id-atomic violated: if (!seen_.insert(payment.reference).second) return; => if (seen_.contains(payment.reference)) return; } { std::lock_guard<std::mutex> again(mutex_); seen_.insert(payment.reference);
