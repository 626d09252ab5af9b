// expect: cb-lock-across-call satisfied
#include <broker.hpp>
#include <mutex>
template <class L, class F>
auto unlocked(L& lk, F f) {
  lk.unlock();
  struct R {
    L& l;
    ~R() { l.lock(); }
  } r{lk};
  return f();
}
class W {
  Broker& b;
  Clocks& c;
  std::mutex m;
  int fails = 0;
  std::chrono::steady_clock::time_point until;

 public:
  W(Broker& x, Clocks& y) : b(x), c(y) {}
  Answer send(const Letter& l) {
    std::unique_lock lk(m);
    if (fails >= 3 && c.steady() < until) return {Status::failed, ""};
    Answer a = unlocked(lk, [&] { return b.send(l); });
    if (a.status == Status::ok)
      fails = 0;
    else {
      ++fails;
      until = c.steady() + std::chrono::seconds(1);
    }
    return a;
  }
};
