// A value with its lock: no mutex is to be seen where it is used.
// label: hy-unbounded-queue violated
// label: hy-sleep-under-lock violated
// label: hy-swallowed-exceptions none
// label: hy-detached-threads none
// label: hy-raw-ownership none
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <typename T>
class Guarded {
 public:
  template <typename Use>
  auto with(Use use) {
    std::lock_guard<std::mutex> lock(mutex_);
    return use(value_);
  }

 private:
  std::mutex mutex_;
  T value_;
};

class Outbox {
 public:
  void add(std::string letter) {
    letters_.with([&](std::vector<std::string>& all) { all.push_back(std::move(letter)); });
  }
  std::vector<std::string> collect() {
    return letters_.with([](std::vector<std::string>& all) {
      if (all.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return std::exchange(all, {});
    });
  }

 private:
  Guarded<std::vector<std::string>> letters_;
};

int deliver(Outbox& outbox) {
  int count = 0;
  for (const auto& letter : outbox.collect()) count += letter.empty() ? 0 : 1;
  return count;
}

void fill(Outbox& outbox) {
  for (int i = 0; i < 10; ++i) outbox.add("letter " + std::to_string(i));
}
