// A cache by the calendar answers before the breaker is asked, and is filled by successes.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <map>

class Cached {
 public:
  Cached(Broker& broker, Clocks& clocks) : broker_(broker), clocks_(clocks) {}
  Answer send(const Letter& letter) {
    auto known = cache_.find(letter.to);
    if (known != cache_.end() && known->second.expires > clocks_.calendar()) return known->second.answer;
    if (open_ && clocks_.steady() < until_) return {Status::failed, ""};
    auto answer = broker_.send(letter);
    if (answer.status == Status::ok) {
      failures_ = 0;
      open_ = false;
      cache_[letter.to] = Entry{answer, clocks_.calendar() + std::chrono::minutes(1)};
    } else if (++failures_ == 3) {
      open_ = true;
      until_ = clocks_.steady() + std::chrono::seconds(1);
    }
    return answer;
  }

 private:
  struct Entry {
    Answer answer;
    std::chrono::system_clock::time_point expires;
  };
  Broker& broker_;
  Clocks& clocks_;
  std::map<std::string, Entry> cache_;
  bool open_ = false;
  int failures_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
