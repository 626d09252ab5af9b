// Without a database: state and letters under one lock; the relay waits for the receipt.
// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

struct Seat {
  std::string holder;
};
struct Announcement {
  std::string topic;
  std::string text;
};
class Network {
 public:
  virtual ~Network() = default;
  virtual bool transmit(const Announcement& a) = 0;  // true: the other side has it
};

class Theatre {
 public:
  explicit Theatre(Network& net) : net_(net) {}

  bool reserve(int seat, const std::string& who) {
    std::lock_guard<std::mutex> both(mutex_);
    auto& s = seats_[seat];
    if (!s.holder.empty()) return false;
    s.holder = who;
    waiting_.push_back({"seat.taken", std::to_string(seat) + "=" + who});
    return true;
  }

  std::size_t forward() {
    std::size_t count = 0;
    while (true) {
      std::optional<Announcement> next;
      {
        std::lock_guard<std::mutex> both(mutex_);
        if (waiting_.empty()) return count;
        next = waiting_.front();
      }
      if (!net_.transmit(*next)) return count;
      std::lock_guard<std::mutex> both(mutex_);
      waiting_.pop_front();
      ++count;
    }
  }

 private:
  Network& net_;
  std::mutex mutex_;
  std::map<int, Seat> seats_;
  std::deque<Announcement> waiting_;
};
// mutant ob-marked-after-ack violated: if (!net_.transmit(*next)) return count; => net_.transmit(*next);
