// expect: cb-clock satisfied
// A cache with a time to live, a log and a rate limit use the calendar beside the breaker.
#include <broker.hpp>
#include <map>
#include <utility>
#include <vector>

class Guarded {
 public:
  Guarded(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  bool send(const Letter& letter) {
    if (open_) {
      if (clocks_.steady() - since_ < std::chrono::seconds(5) || cached(letter)) return false;
      open_ = false;
    }
    const auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      return true;
    }
    if (++failures_ >= 3) {
      open_ = true;
      since_ = (log("opened"), clocks_.steady());
    }
    return false;
  }

 private:
  using Calendar = std::chrono::system_clock;
  bool cached(const Letter& letter) {
    auto entry = cache_.find(letter.to);
    if (entry != cache_.end() && Calendar::now() < entry->second) return true;
    cache_[letter.to] = Calendar::now() + std::chrono::minutes(1);
    return false;
  }
  void log(std::string what) { lines_.emplace_back(Calendar::now(), std::move(what)); }
  std::map<std::string, Calendar::time_point> cache_;
  std::vector<std::pair<Calendar::time_point, std::string>> lines_;
  Broker& broker_;
  Clocks& clocks_;
  bool open_ = false;
  int failures_ = 0;
  std::chrono::steady_clock::time_point since_{};
};
