// expect: cb-lock-across-call satisfied
#include <broker.hpp>
#include <mutex>
#include <optional>
class W {
  Broker& b;
  Clocks& c;
  std::mutex m;
  int fails = 0;
  std::chrono::steady_clock::time_point until;
  std::unique_lock<std::mutex> acquire() { return std::unique_lock<std::mutex>(m); }

 public:
  W(Broker& x, Clocks& y) : b(x), c(y) {}
  Answer send(const Letter& l) {
    {
      auto lk = acquire();
      if (fails >= 3 && c.steady() < until) return {Status::failed, ""};
    }
    Answer a = b.send(l);
    auto lk = acquire();
    if (a.status == Status::ok)
      fails = 0;
    else {
      ++fails;
      until = c.steady() + std::chrono::seconds(1);
    }
    return a;
  }
};
