// label: hy-sleep-under-lock violated
// label: hy-detached-threads satisfied
// label: hy-swallowed-exceptions none
// label: hy-unbounded-queue none
// label: hy-raw-ownership none
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

class Sampler {
 public:
  void run(int times) {
    for (int i = 0; i < times; ++i) sample();
  }
  std::vector<int> samples() {
    std::lock_guard<std::mutex> lock(mutex_);
    return samples_;
  }

 private:
  void sample() {
    std::lock_guard<std::mutex> lock(mutex_);
    samples_.push_back(static_cast<int>(samples_.size()));
    settle();
  }
  void settle() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

  std::mutex mutex_;
  std::vector<int> samples_;
};

int main() {
  Sampler sampler;
  std::thread first([&] { sampler.run(10); });
  std::thread second([&] { sampler.run(10); });
  first.join();
  second.join();
  return static_cast<int>(sampler.samples().size()) - 20;
}

// mutant hy-detached-threads violated: second.join(); => second.detach();
