// The connection's mutex is held over all attempts and their waits.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping violated
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Wire {
 public:
  virtual ~Wire() = default;
  virtual bool transmit(const std::string& line) = 0;
};

class Session {
 public:
  explicit Session(Wire& wire) : wire_(wire) {}

  bool send(const std::string& topic, const std::string& line) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++sent_[topic];
    for (unsigned attempt = 0; attempt < 5; ++attempt) {
      if (wire_.transmit(topic + " " + line)) return true;
      backoff(attempt);
    }
    --sent_[topic];
    return false;
  }

  int sent(const std::string& topic) {
    std::lock_guard<std::mutex> lock(mutex_);
    return sent_[topic];
  }

 private:
  static void backoff(unsigned attempt) {
    const auto factor = 1u << attempt;
    std::this_thread::sleep_for(std::chrono::milliseconds(20) * factor);
  }

  Wire& wire_;
  std::mutex mutex_;
  std::map<std::string, int> sent_;
};

// mutant rt-growth violated: 1u << attempt => 1u + attempt
// mutant rt-growth violated: std::chrono::milliseconds(20) * factor => std::chrono::milliseconds(20)
