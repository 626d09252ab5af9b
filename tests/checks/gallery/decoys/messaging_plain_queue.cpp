// A queue between threads, with a second one for answers.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

struct Work {
  int number = 0;
  std::string text;
};
struct Done {
  int number = 0;
  bool good = false;
  std::string text;
};

class Pool {
 public:
  explicit Pool(std::function<bool(const Work&, std::string&)> f) : f_(std::move(f)) {}
  void submit(Work w) {
    std::lock_guard l(m_);
    ++submitted_;
    todo_.push_back(std::move(w));
    cv_.notify_one();
  }
  void loop() {
    while (!stop_) {
      std::unique_lock l(m_);
      cv_.wait(l, [&] { return stop_ || !todo_.empty(); });
      if (stop_) break;
      Work w = std::move(todo_.front());
      todo_.pop_front();
      l.unlock();
      Done d{w.number, false, ""};
      d.good = f_(w, d.text);
      l.lock();
      answers_.push_back(std::move(d));
    }
  }
  bool answer(Done& d) {
    std::lock_guard l(m_);
    if (answers_.empty()) return false;
    d = std::move(answers_.front());
    answers_.pop_front();
    return true;
  }

 private:
  std::function<bool(const Work&, std::string&)> f_;
  std::mutex m_;
  std::condition_variable cv_;
  std::deque<Work> todo_;
  std::deque<Done> answers_;
  unsigned submitted_ = 0;
  bool stop_ = false;
};
