// What is looked at before the job is given up is no count of its attempts.
// expect: rt-bound violated
#include <deque>
#include <functional>
#include <string>

struct Job {
  std::string payload;
  int failures = 0;
};

class Worker {
 public:
  explicit Worker(std::function<bool(const std::string&)> work) : work_(std::move(work)) {}

  void run_one() {
    Job job = jobs_.front();
    jobs_.pop_front();
    if (work_(job.payload)) return;
    job.failures += 1;
    if (job.payload.empty()) return;
    jobs_.push_back(job);
  }

 private:
  std::function<bool(const std::string&)> work_;
  std::deque<Job> jobs_;
};
