// expect: cb-role violated
#include <broker.hpp>

class Circuit {
 public:
  bool is_open() const { return failures_ > 3; }
  void failed() { ++failures_; }

 private:
  int failures_ = 0;
};

class Sender {
 public:
  explicit Sender(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    Answer answer = broker_.send(letter);
    if (answer.status != Status::ok) circuit_.failed();
    return answer;
  }

 private:
  Broker& broker_;
  Circuit circuit_;
};
