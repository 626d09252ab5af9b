// expect: es-snapshot-tail satisfied
// A repository that restores the latest snapshot and applies only what came later.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace ledger {

struct Credited { long amount; };
struct Debited { long amount; };
struct Frozen {};
using Fact = std::variant<Credited, Debited, Frozen>;

struct Memento {
  std::uint64_t position = 0;
  long balance = 0;
  bool frozen = false;
};

class Ledger {
 public:
  Ledger() = default;
  explicit Ledger(const Memento& m) : balance_(m.balance), frozen_(m.frozen), position_(m.position) {}

  Memento memento() const { return {position_, balance_, frozen_}; }
  std::uint64_t position() const { return position_; }
  long balance() const { return balance_; }

  Fact debit(long amount) const {
    if (frozen_) throw std::logic_error("frozen");
    if (amount > balance_) throw std::logic_error("overdrawn");
    return Debited{amount};
  }

  void transition(const Fact& fact) {
    if (const auto* c = std::get_if<Credited>(&fact)) {
      balance_ += c->amount;
    } else if (const auto* d = std::get_if<Debited>(&fact)) {
      balance_ -= d->amount;
    } else if (std::holds_alternative<Frozen>(fact)) {
      frozen_ = true;
    } else {
      throw std::invalid_argument("a fact of no known kind");
    }
    ++position_;
  }

 private:
  long balance_ = 0;
  bool frozen_ = false;
  std::uint64_t position_ = 0;
};

class Facts {
 public:
  void append(const std::string& id, std::uint64_t expected, const Fact& fact) {
    std::lock_guard lock(mutex_);
    auto& stream = streams_[id];
    if (stream.size() != expected) throw std::runtime_error("conflict");
    stream.push_back(fact);
  }

  std::vector<Fact> since(const std::string& id, std::uint64_t position) const {
    std::lock_guard lock(mutex_);
    const auto found = streams_.find(id);
    if (found == streams_.end()) return {};
    return {found->second.begin() + static_cast<std::ptrdiff_t>(position), found->second.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Fact>> streams_;
};

class Ledgers {
 public:
  explicit Ledgers(Facts& facts) : facts_(facts) {}

  Ledger load(const std::string& id) const {
    const auto snapshot = snapshots_.find(id);
    Ledger ledger = snapshot == snapshots_.end() ? Ledger{} : Ledger{snapshot->second};
    for (const auto& fact : facts_.since(id, ledger.position())) ledger.transition(fact);
    return ledger;
  }

  void debit(const std::string& id, long amount) {
    Ledger ledger = load(id);
    const auto fact = ledger.debit(amount);
    facts_.append(id, ledger.position(), fact);
    ledger.transition(fact);
    if (ledger.position() % 100 == 0) snapshots_[id] = ledger.memento();
  }

 private:
  Facts& facts_;
  std::map<std::string, Memento> snapshots_;
};

}  // namespace ledger

int main() {
  ledger::Facts facts;
  facts.append("x", 0, ledger::Credited{70});
  ledger::Ledgers ledgers(facts);
  ledgers.debit("x", 20);
  return static_cast<int>(ledgers.load("x").balance());
}
