// label: hy-unbounded-queue violated
// label: hy-detached-threads satisfied
// label: hy-swallowed-exceptions none
// label: hy-sleep-under-lock none
// label: hy-raw-ownership none
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>

class ThreadPool {
 public:
  ThreadPool() : worker_([this] { work(); }) {}
  ~ThreadPool() {
    {
      std::lock_guard<std::mutex> lock(m_);
      done_ = true;
    }
    cv_.notify_one();
    worker_.join();
  }
  void submit(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> lock(m_);
      tasks_.push(std::move(task));
    }
    cv_.notify_one();
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> lock(m_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop();
      }
      task();
    }
  }

  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  bool done_ = false;
  std::thread worker_;
};

// mutant hy-unbounded-queue satisfied: tasks_.push(std::move(task)); => if (tasks_.size() < 1000) tasks_.push(std::move(task));
// mutant hy-detached-threads violated: worker_.join(); => worker_.detach();
