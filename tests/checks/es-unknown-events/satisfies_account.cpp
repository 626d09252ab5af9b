// expect: es-unknown-events satisfied
#include <cstddef>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct Opened { std::string owner; };
struct Paid { long cents; };
using Event = std::variant<Opened, Paid>;

class Store {
 public:
  void append(std::size_t expected, const Event& event) {
    std::lock_guard lock(mutex_);
    if (events_.size() != expected) throw std::runtime_error("conflict");
    events_.push_back(event);
  }
  std::vector<Event> read() const {
    std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

class Account {
 public:
  explicit Account(Store& store) : store_(store) {
    for (const auto& event : store_.read()) apply(event);
  }
  void pay(long cents) {
    if (!open_) throw std::logic_error("closed");
    record(Paid{cents});
  }
  long balance() const { return balance_; }

 private:
  void record(const Event& event) {
    store_.append(version_, event);
    apply(event);
  }
  void apply(const Event& event) {
    if (const auto* opened = std::get_if<Opened>(&event)) {
      owner_ = opened->owner;
      open_ = true;
    } else if (const auto* paid = std::get_if<Paid>(&event)) {
      balance_ += paid->cents;
    } else {
      throw std::logic_error("unknown event");
    }
    ++version_;
  }

  Store& store_;
  std::string owner_;
  bool open_ = false;
  long balance_ = 0;
  std::size_t version_ = 0;
};
