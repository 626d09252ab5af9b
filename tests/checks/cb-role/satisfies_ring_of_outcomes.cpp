// The last outcomes are kept in a ring and counted.
// expect: cb-role satisfied
#include <broker.hpp>

#include <bitset>

class Ring {
 public:
  bool allow() {
    if (open_ && std::chrono::steady_clock::now() >= again_) open_ = false;
    return !open_;
  }
  void record(bool good) {
    missed_[next_++ % 16] = !good;
    if (missed_.count() < 8) return;
    open_ = true;
    again_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    missed_.reset();
  }

 private:
  std::bitset<16> missed_;
  unsigned next_ = 0;
  bool open_ = false;
  std::chrono::steady_clock::time_point again_{};
};

struct Sender {
  Broker& broker;
  Ring ring;
  Answer send(const Letter& letter) {
    if (!ring.allow()) return {};
    auto answer = broker.send(letter);
    ring.record(answer.status == Status::ok);
    return answer;
  }
};
