// The key is taken first, and given back when the work throws.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(const std::string& id, const std::string& body) = 0;
};

class Once {
 public:
  explicit Once(std::shared_ptr<Handler> next) : next_(std::move(next)) {}

  void operator()(const std::string& id, const std::string& body) {
    if (!reserve(id)) return;
    try {
      next_->handle(id, body);
    } catch (...) {
      forget(id);
      throw;
    }
  }

 private:
  bool reserve(const std::string& id) {
    std::scoped_lock lock(mutex_);
    if (!ids_.emplace(id).second) return false;
    age_.push_back(id);
    while (age_.size() > 5000) {
      ids_.erase(age_.front());
      age_.pop_front();
    }
    return true;
  }
  void forget(const std::string& id) {
    std::scoped_lock lock(mutex_);
    ids_.erase(id);
  }

  std::shared_ptr<Handler> next_;
  std::mutex mutex_;
  std::unordered_set<std::string> ids_;
  std::deque<std::string> age_;
};
// mutant id-with-effect violated: ids_.erase(id); => (void)id;
// mutant id-eviction violated: ids_.erase(age_.front()); => ids_.size();
