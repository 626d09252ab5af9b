// The limit of attempts is, unless somebody sets it, the largest number there is.
// label: dl-role satisfied
// label: dl-after-bound violated
// label: dl-keeps-payload satisfied
// label: dl-redrive satisfied
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <condition_variable>
#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

struct Task {
  std::string name;
  std::string args;
  std::size_t attempt = 0;
  std::string last_error;
};

class Runner {
 public:
  virtual ~Runner() = default;
  virtual void run(const Task&) = 0;
};

class Scheduler {
 public:
  explicit Scheduler(std::unique_ptr<Runner> r, std::size_t max = std::numeric_limits<std::size_t>::max())
      : runner_(std::move(r)), max_(max), thread_([this] { loop(); }) {}
  ~Scheduler() {
    {
      std::lock_guard lk(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    thread_.join();
  }
  void post(Task t) {
    std::lock_guard lk(mu_);
    ready_.push(std::move(t));
    cv_.notify_one();
  }
  void requeueGraveyard() {
    std::lock_guard lk(mu_);
    for (auto& t : graveyard_) {
      t.attempt = 0;
      ready_.push(t);
    }
    graveyard_.clear();
    cv_.notify_one();
  }

 private:
  void loop() {
    for (;;) {
      std::unique_lock lk(mu_);
      cv_.wait(lk, [this] { return stop_ || !ready_.empty(); });
      if (stop_) return;
      Task t = std::move(ready_.front());
      ready_.pop();
      lk.unlock();
      try {
        runner_->run(t);
      } catch (const std::exception& ex) {
        t.last_error = ex.what();
        ++t.attempt;
        std::lock_guard again(mu_);
        if (t.attempt < max_)
          ready_.push(std::move(t));
        else
          graveyard_.push_back(std::move(t));
      }
    }
  }

  std::unique_ptr<Runner> runner_;
  std::size_t max_;
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<Task> ready_;
  std::vector<Task> graveyard_;
  bool stop_ = false;
  std::thread thread_;
};

int main() {
  struct Noop : Runner {
    void run(const Task&) override {}
  };
  Scheduler s(std::make_unique<Noop>());
  s.post({"mail", "a@b", 0, ""});
  s.requeueGraveyard();
}
// mutant dl-keeps-payload violated: t.last_error = ex.what(); =>
// mutant dl-redrive violated: ready_.push(t); =>
