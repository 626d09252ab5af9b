// Keys with a time; those older than an hour are swept away on the way.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect violated
// label: dl-role none
// label: ob-role none
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

using SteadyTime = std::chrono::steady_clock::time_point;

class DuplicateFilter {
 public:
  explicit DuplicateFilter(std::chrono::seconds ttl) : ttl_(ttl) {}

  bool first_time(const std::string& key) {
    std::lock_guard<std::mutex> g(mu_);
    const auto now = std::chrono::steady_clock::now();
    for (auto it = table_.begin(); it != table_.end();) {
      if (now - it->second > ttl_)
        it = table_.erase(it);
      else
        ++it;
    }
    return table_.try_emplace(key, now).second;
  }

 private:
  std::chrono::seconds ttl_;
  std::mutex mu_;
  std::unordered_map<std::string, SteadyTime> table_;
};

struct Frame {
  std::uint32_t from = 0;
  std::uint64_t sequence = 0;
  std::string data;
};

class Subscriber {
 public:
  explicit Subscriber(std::function<void(const Frame&)> sink) : sink_(std::move(sink)) {}

  void on_frame(const Frame& f) {
    const auto key = std::to_string(f.from) + ":" + std::to_string(f.sequence);
    if (filter_.first_time(key)) sink_(f);
  }

 private:
  DuplicateFilter filter_{std::chrono::hours(1)};
  std::function<void(const Frame&)> sink_;
};
// mutant id-eviction violated: it = table_.erase(it); => ++it;
