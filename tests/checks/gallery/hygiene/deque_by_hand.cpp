// label: hy-unbounded-queue violated
// label: hy-raw-ownership violated
// label: hy-swallowed-exceptions violated
// label: hy-detached-threads none
// label: hy-sleep-under-lock satisfied
#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

struct Msg {
  int kind;
  std::string body;
};

class Inbox {
 public:
  ~Inbox() { clear(); }
  void receive(int kind, const std::string& body) {
    mtx.lock();
    q.push_back(new Msg{kind, body});
    mtx.unlock();
  }
  void loop() {
    while (running) {
      Msg* m = nullptr;
      mtx.lock();
      if (!q.empty()) {
        m = q.front();
        q.pop_front();
      }
      mtx.unlock();
      if (!m) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      try {
        process(*m);
      } catch (const std::exception& e) {
        (void)e;
      }
      delete m;
    }
  }
  virtual void process(const Msg& m) = 0;
  void clear() {
    for (Msg* m : q) delete m;
    q.clear();
  }

 protected:
  std::mutex mtx;
  std::deque<Msg*> q;
  bool running = true;
};

// mutant hy-unbounded-queue satisfied: q.push_back(new Msg{kind, body}); => if (q.size() < 256) q.push_back(new Msg{kind, body});
