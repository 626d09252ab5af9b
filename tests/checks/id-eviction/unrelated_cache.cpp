// expect: id-eviction inconclusive
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

double slow(int n) { return n * 2.0; }

// A cache: the value is made from its key.
class Cache {
 public:
  double value(int n) {
    std::lock_guard lock(mutex_);
    const auto known = values_.find(n);
    if (known != values_.end()) return known->second;
    return values_[n] = slow(n);
  }

 private:
  std::mutex mutex_;
  std::map<int, double> values_;
};
