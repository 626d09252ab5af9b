// After the attempts, one kind of failure is put aside and the other one is not.
// expect: dl-no-silent-loss violated
#include <deque>
#include <exception>
#include <string>
#include <utility>

struct Letter {
  std::string body;
  std::string error;
};

struct Handler {
  virtual ~Handler() = default;
  virtual void handle(const std::string& body) = 0;
};

class Consumer {
 public:
  explicit Consumer(Handler& handler) : handler_(handler) {}

  void consume(const std::string& body) {
    std::string error;
    for (int attempt = 0; attempt < 3; ++attempt) {
      try {
        handler_.handle(body);
        return;
      } catch (const std::exception& e) {
        error = e.what();
      }
    }
    if (error != "timeout") dead_.push_back({body, error});  // expect: dl-no-silent-loss violated
  }

  std::deque<Letter> take() { return std::exchange(dead_, {}); }

 private:
  Handler& handler_;
  std::deque<Letter> dead_;
};
