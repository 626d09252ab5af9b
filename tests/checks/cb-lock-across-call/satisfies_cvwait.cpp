// expect: cb-lock-across-call satisfied
#include <broker.hpp>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>
class W {
  Broker& b;
  Clocks& c;
  std::mutex m;
  std::condition_variable cv;
  std::queue<Letter> q;
  bool stop = false;
  int fails = 0;
  std::chrono::steady_clock::time_point until;

 public:
  W(Broker& x, Clocks& y) : b(x), c(y) {}
  void run() {
    std::unique_lock lk(m);
    while (!stop) {
      cv.wait(lk, [&] { return stop || !q.empty(); });
      if (stop) return;
      Letter l = q.front();
      q.pop();
      if (fails >= 3 && c.steady() < until) continue;
      lk.unlock();
      Answer a = b.send(l);
      lk.lock();
      if (a.status == Status::ok)
        fails = 0;
      else {
        ++fails;
        until = c.steady() + std::chrono::seconds(1);
      }
    }
  }
};
