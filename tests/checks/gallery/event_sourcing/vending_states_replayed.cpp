// Live code calls one function a transition; recovery has its own copy by event name, from a snapshot.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail satisfied
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace vending {

class Event {
 public:
  Event(std::string name, int coins) : name_(std::move(name)), coins_(coins) {}
  const std::string& name() const { return name_; }
  int coins() const { return coins_; }

 private:
  const std::string name_;
  const int coins_;
};

struct Memory {
  int credit = 0, cash = 0, sold = 0;
  std::size_t upto = 0;
};

class Machine {
 public:
  void insert(int coins) {
    if (coins <= 0) throw std::invalid_argument("coins");
    now_.credit += coins;
    log_.push_back(std::make_shared<const Event>("inserted", coins));
  }

  bool buy(int price) {
    if (now_.credit < price) return false;
    now_.credit -= price;
    now_.cash += price;
    ++now_.sold;
    log_.push_back(std::make_shared<const Event>("bought", price));
    return true;
  }

  void checkpoint() {
    saved_ = now_;
    saved_.upto = log_.size();
  }

  void archive() { log_.erase(log_.begin(), log_.begin() + static_cast<std::ptrdiff_t>(log_.size() / 2)); }

  void recover() {
    now_ = saved_;
    for (std::size_t i = saved_.upto; i < log_.size(); ++i) {
      const Event& e = *log_[i];
      if (e.name() == "inserted") {
        now_.credit += e.coins();
      }
      if (e.name() == "bought") {
        now_.credit -= e.coins();
        now_.cash += e.coins();
        ++now_.sold;
      }
    }
  }

  int credit() const { return now_.credit; }

 private:
  Memory now_, saved_;
  std::vector<std::shared_ptr<const Event>> log_;
};

}  // namespace vending

int main() {
  vending::Machine machine;
  machine.insert(100);
  machine.checkpoint();
  machine.buy(80);
  machine.recover();
  machine.archive();
  return machine.credit();
}
// mutant es-snapshot-tail violated: for (std::size_t i = saved_.upto; i < log_.size(); ++i) { => for (std::size_t i = 0; i < log_.size(); ++i) {
