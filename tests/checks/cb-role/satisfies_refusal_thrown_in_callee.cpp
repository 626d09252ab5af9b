// The breaker refuses by an exception that leaves the function it is asked in.
// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <stdexcept>

[[noreturn]] void refuse() { throw std::runtime_error("refused"); }

class Fuse {
 public:
  void require() {
    if (blown_ && std::chrono::steady_clock::now() < again_) refuse();
  }
  void good() {
    misses_ = 0;
    blown_ = false;
  }
  void bad() {
    if (++misses_ < 4) return;
    blown_ = true;
    again_ = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  }

 private:
  int misses_ = 0;
  bool blown_ = false;
  std::chrono::steady_clock::time_point again_{};
};

class Sender {
 public:
  explicit Sender(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    fuse_.require();
    auto answer = broker_.send(letter);  // expect: cb-role satisfied
    if (answer.status == Status::ok)
      fuse_.good();
    else
      fuse_.bad();
    return answer;
  }

 private:
  Broker& broker_;
  Fuse fuse_;
};
