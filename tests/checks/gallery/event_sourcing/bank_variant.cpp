// A bank account whose events are a variant; a store in memory with optimistic concurrency.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

struct Opened { std::string owner; };
struct Deposited { std::int64_t cents; };
struct Withdrawn { std::int64_t cents; };
struct Closed {};
using Event = std::variant<Opened, Deposited, Withdrawn, Closed>;

template <class... Ts> struct overloaded : Ts... { using Ts::operator()...; };
template <class... Ts> overloaded(Ts...) -> overloaded<Ts...>;

class Account {
 public:
  static Account rehydrate(const std::vector<Event>& history) {
    Account account;
    for (const auto& event : history) account.apply(event);
    return account;
  }

  void open(const std::string& owner) {
    if (open_) throw std::logic_error("already open");
    record(Opened{owner});
  }

  void deposit(std::int64_t cents) {
    if (cents <= 0) throw std::invalid_argument("a deposit is positive");
    if (!open_) throw std::logic_error("closed");
    record(Deposited{cents});
  }

  void withdraw(std::int64_t cents) {
    if (cents > balance_) throw std::logic_error("insufficient funds");
    record(Withdrawn{cents});
  }

  std::int64_t balance() const { return balance_; }
  std::uint64_t version() const { return version_; }
  std::vector<Event> take_pending() { return std::exchange(pending_, {}); }

 private:
  void record(Event event) {
    apply(event);
    pending_.push_back(std::move(event));
  }

  void apply(const Event& event) {
    std::visit(overloaded{
                   [this](const Opened& e) { open_ = true; owner_ = e.owner; },
                   [this](const Deposited& e) { balance_ += e.cents; },
                   [this](const Withdrawn& e) { balance_ -= e.cents; },
                   [this](const Closed&) { open_ = false; },
               },
               event);
    ++version_;
  }

  bool open_ = false;
  std::string owner_;
  std::int64_t balance_ = 0;
  std::uint64_t version_ = 0;
  std::vector<Event> pending_;
};

class EventStore {
 public:
  void append(const std::string& stream, std::uint64_t expected, const std::vector<Event>& events) {
    std::lock_guard lock(mutex_);
    auto& stored = streams_[stream];
    if (stored.size() != expected) throw std::runtime_error("somebody else was faster");
    stored.insert(stored.end(), events.begin(), events.end());
  }

  std::vector<Event> load(const std::string& stream) const {
    std::lock_guard lock(mutex_);
    const auto found = streams_.find(stream);
    return found == streams_.end() ? std::vector<Event>{} : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Event>> streams_;
};

int main() {
  EventStore store;
  auto account = Account::rehydrate(store.load("acc-1"));
  const auto expected = account.version();
  account.open("Ada");
  account.deposit(100'00);
  account.withdraw(30'00);
  store.append("acc-1", expected, account.take_pending());
  std::cout << Account::rehydrate(store.load("acc-1")).balance() << '\n';
}
// mutant es-expected-version violated: if (stored.size() != expected) throw std::runtime_error("somebody else was faster"); =>
// mutant es-writes-in-apply violated: record(Withdrawn{cents}); => balance_ -= cents; record(Withdrawn{0});
// mutant es-apply-pure violated: { balance_ += e.cents; } => { balance_ += e.cents; std::cout << "credited\n"; }
// mutant es-append-only violated: stored.insert(stored.end(), events.begin(), events.end()); => stored = events;
