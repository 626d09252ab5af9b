// expect: id-with-effect violated
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

struct Order {
  std::string id;
  std::string text;
};
class Work {
 public:
  virtual ~Work() = default;
  virtual void run(const Order& order) = 0;  // throws
};

class Consumer {
 public:
  explicit Consumer(Work& work) : work_(work) {}
  void on(const Order& order) {
    if (seen_.contains(order.id)) return;
    try {
      work_.run(order);
    } catch (...) {
    }
    seen_.insert(order.id);
  }

 private:
  Work& work_;
  std::mutex mutex_;
  std::set<std::string> seen_;
};
