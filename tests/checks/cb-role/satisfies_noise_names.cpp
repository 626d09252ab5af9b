// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <mutex>

class Q7 {
  Broker* a1;
  Clocks* a2;
  std::mutex a3;
  int a4 = 0, a5 = 0;
  std::chrono::steady_clock::time_point a6;

  int f1() {
    std::unique_lock<std::mutex> z(a3);
    if (a4 == 1) {
      if (a2->steady() < a6) return -1;
      a4 = 2;
    }
    return 0;
  }
  void f2(int x) {
    std::unique_lock<std::mutex> z(a3);
    if (x) {
      a5 = 0;
      a4 = 0;
    } else if (++a5 > 4) {
      a4 = 1;
      a6 = a2->steady() + std::chrono::seconds(9);
    }
  }

 public:
  Q7(Broker* p, Clocks* q) : a1(p), a2(q) {}
  int g(const Letter& l) {
    if (f1() < 0) return -1;
    Answer r = a1->send(l);
    f2(r.status == Status::ok ? 1 : 0);
    return 0;
  }
};
