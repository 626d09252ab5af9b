// A permit cannot be had while the breaker is open: its constructor throws.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

struct Refused {};

struct Memory {
  int misses = 0;
  std::chrono::steady_clock::time_point again{};
};

class Permit {
 public:
  explicit Permit(Memory& memory) : memory_(memory) {
    if (std::chrono::steady_clock::now() < memory.again) throw Refused{};
  }
  void report(bool good) {
    if (good)
      memory_.misses = 0;
    else if (++memory_.misses >= 3)
      memory_.again = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  }

 private:
  Memory& memory_;
};

struct Sender {
  Broker& broker;
  Memory memory;
  Answer send(const Letter& letter) {
    Permit permit(memory);
    auto answer = broker.send(letter);
    permit.report(answer.status == Status::ok);
    return answer;
  }
};
