// expect: dl-role inconclusive
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

// What went well is kept, not what failed.
class Archive {
 public:
  explicit Archive(std::function<bool(const Message&)> handle) : handle_(std::move(handle)) {}
  void on(const Message& message) {
    if (handle_(message)) done_.push_back(message);
  }

 private:
  std::function<bool(const Message&)> handle_;
  std::vector<Message> done_;
};
