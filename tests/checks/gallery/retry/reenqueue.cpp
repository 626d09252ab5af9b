// A worker that puts a failed job back into the delay queue.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping none
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

using SteadyTime = std::chrono::steady_clock::time_point;

struct Job {
  std::string payload;
  int failures = 0;
  SteadyTime due;
  bool operator>(const Job& other) const { return due > other.due; }
};

class DelayQueue {
 public:
  void push(Job job) {
    {
      std::lock_guard<std::mutex> hold(m_);
      jobs_.push(std::move(job));
    }
    cv_.notify_one();
  }
  Job pop() {
    std::unique_lock<std::mutex> hold(m_);
    for (;;) {
      if (jobs_.empty()) {
        cv_.wait(hold);
      } else if (jobs_.top().due > std::chrono::steady_clock::now()) {
        cv_.wait_until(hold, jobs_.top().due);
      } else {
        Job job = jobs_.top();
        jobs_.pop();
        return job;
      }
    }
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  std::priority_queue<Job, std::vector<Job>, std::greater<>> jobs_;
};

class Worker {
 public:
  Worker(DelayQueue& queue, std::function<bool(const std::string&)> handler, std::function<void(const Job&)> bury)
      : queue_(queue), handler_(std::move(handler)), bury_(std::move(bury)) {}

  void run_one() {
    Job job = queue_.pop();
    if (handler_(job.payload)) return;
    job.failures += 1;
    if (job.failures > 5) {
      bury_(job);
      return;
    }
    job.due = std::chrono::steady_clock::now() + std::chrono::milliseconds(200) * (1 << job.failures);
    queue_.push(std::move(job));
  }

 private:
  DelayQueue& queue_;
  std::function<bool(const std::string&)> handler_;
  std::function<void(const Job&)> bury_;
};

// mutant rt-bound violated: if (job.failures > 5) { => if (job.payload.empty()) {
// mutant rt-growth violated: * (1 << job.failures) =>
