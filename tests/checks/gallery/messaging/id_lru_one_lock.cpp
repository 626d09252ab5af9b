// Looks, works and records under one lock; keeps the last thousand.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

struct Command {
  std::uint64_t id;
  int account;
  long amount;
};

class Accounts {
 public:
  bool execute(const Command& c) {
    std::lock_guard lock(mutex_);
    const auto known = index_.find(c.id);
    if (known != index_.end()) {
      order_.splice(order_.begin(), order_, known->second);
      return true;
    }
    long& balance = balances_[c.account];
    if (balance + c.amount < 0) return false;
    balance += c.amount;
    remember(c.id);
    return true;
  }

 private:
  void remember(std::uint64_t id) {
    order_.push_front(id);
    index_[id] = order_.begin();
    if (order_.size() > 1000) {
      index_.erase(order_.back());
      order_.pop_back();
    }
  }

  std::mutex mutex_;
  std::unordered_map<int, long> balances_;
  std::list<std::uint64_t> order_;
  std::unordered_map<std::uint64_t, std::list<std::uint64_t>::iterator> index_;
};
// mutant id-eviction violated: if (order_.size() > 1000) { => if (order_.empty()) {
// mutant id-eviction violated: order_.pop_back(); => order_.size();
