// expect: dl-after-bound satisfied
// expect: dl-keeps-payload satisfied
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
  void on(const Message& message) {
    std::string reason;
    for (int i = 0; i < 3; ++i) {
      try {
        handle_(message);
        return;
      } catch (const std::exception& error) {
        reason = error.what();
      }
    }
    dead_.push_back({message, reason});
  }

 private:
  std::function<void(const Message&)> handle_;
  std::vector<Dead> dead_;
};
