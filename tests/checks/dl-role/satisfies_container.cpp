// expect: dl-role satisfied
// expect: dl-after-bound satisfied
// expect: dl-keeps-payload satisfied
// expect: dl-redrive satisfied
// expect: dl-no-silent-loss satisfied
#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <vector>

struct Message {
  std::string id;
  std::string body;
  int tries = 0;
};
struct Dead {
  Message message;
  std::string reason;
};

class Worker {
 public:
  explicit Worker(std::function<void(const Message&)> handle) : handle_(std::move(handle)) {}
  void submit(Message message) { queue_.push_back(std::move(message)); }
  void step() {
    if (queue_.empty()) return;
    Message message = queue_.front();
    queue_.pop_front();
    try {
      handle_(message);
    } catch (const std::exception& error) {
      ++message.tries;
      if (message.tries < limit_)
        queue_.push_back(message);
      else
        dead_.push_back({message, error.what()});
    }
  }
  void again() {
    for (auto& dead : dead_) queue_.push_back(dead.message);
    dead_.clear();
  }

 private:
  std::function<void(const Message&)> handle_;
  std::deque<Message> queue_;
  std::vector<Dead> dead_;
  int limit_ = 5;
};
