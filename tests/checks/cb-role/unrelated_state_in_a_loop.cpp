// The loop keeps the state in local variables; nobody is accused of having none.
// expect: cb-role inconclusive
#include <broker.hpp>

struct Inbox {
  virtual bool next(Letter& letter) = 0;
};

void pump(Inbox& inbox, Broker& broker, Clocks& clocks) {
  int failures = 0;
  std::chrono::steady_clock::time_point until{};
  Letter letter;
  while (inbox.next(letter)) {
    if (clocks.steady() < until) continue;
    const auto answer = broker.send(letter);
    failures = answer.status == Status::ok ? 0 : failures + 1;
    if (failures >= 3) until = clocks.steady() + std::chrono::seconds(1);
  }
}
