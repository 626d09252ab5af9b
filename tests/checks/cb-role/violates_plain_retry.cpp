// expect: cb-role violated
// expect: cb-clock inconclusive
// expect: cb-lock-across-call inconclusive
#include <broker.hpp>

class Retrier {
 public:
  explicit Retrier(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    Answer answer;
    for (int attempt = 0; attempt < 3; ++attempt) {
      answer = broker_.send(letter);  // expect: cb-role violated
      if (answer.status == Status::ok) return answer;
    }
    return answer;
  }

 private:
  Broker& broker_;
};
