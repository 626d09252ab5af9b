// Tries again, and tells the caller when it gives up.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <chrono>
#include <functional>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>

struct Request {
  std::string url;
  int tries = 0;
};

class Client {
 public:
  virtual ~Client() = default;
  virtual bool get(const std::string& url) = 0;

  void with_retries(const std::string& url) {
    for (int i = 0; i < 5; ++i) {
      if (get(url)) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10 << i));
    }
    throw std::runtime_error("gave up " + url);
  }

  std::size_t run_all() {
    std::size_t failed = 0;
    while (!requests_.empty()) {
      Request r = requests_.front();
      requests_.pop();
      if (get(r.url)) continue;
      if (++r.tries < 3)
        requests_.push(r);
      else
        ++failed;
    }
    return failed;
  }

 private:
  std::queue<Request> requests_;
};
