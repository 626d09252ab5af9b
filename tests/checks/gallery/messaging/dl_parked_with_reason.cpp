// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive satisfied
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>

namespace post {

struct Letter {
  std::string id;
  std::string body;
  int tries = 0;
};

struct Parked {
  Letter letter;
  std::string reason;
};

class Office {
 public:
  Office(std::function<void(const Letter&)> deliver, int most) : deliver_(std::move(deliver)), most_(most) {}

  void submit(Letter letter) {
    {
      std::lock_guard<std::mutex> hold(mutex_);
      inbox_.push_back(std::move(letter));
    }
    wake_.notify_one();
  }

  void work() {
    while (true) {
      Letter letter;
      {
        std::unique_lock<std::mutex> hold(mutex_);
        wake_.wait(hold, [&] { return closing_ || !inbox_.empty(); });
        if (closing_) return;
        letter = std::move(inbox_.front());
        inbox_.pop_front();
      }
      try {
        deliver_(letter);
      } catch (const std::exception& problem) {
        give_back(std::move(letter), problem.what());
      }
    }
  }

  std::size_t redeliver_parked() {
    std::lock_guard<std::mutex> hold(mutex_);
    const auto count = parked_.size();
    while (!parked_.empty()) {
      Letter again = std::move(parked_.front().letter);
      parked_.pop_front();
      again.tries = 0;
      inbox_.push_back(std::move(again));
    }
    wake_.notify_all();
    return count;
  }

  void close() {
    std::lock_guard<std::mutex> hold(mutex_);
    closing_ = true;
    wake_.notify_all();
  }

 private:
  void give_back(Letter letter, std::string why) {
    std::lock_guard<std::mutex> hold(mutex_);
    if (++letter.tries >= most_) {
      parked_.push_back({std::move(letter), std::move(why)});
    } else {
      inbox_.push_back(std::move(letter));
    }
  }

  std::function<void(const Letter&)> deliver_;
  const int most_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Letter> inbox_;
  std::deque<Parked> parked_;
  bool closing_ = false;
};

}  // namespace post
// mutant dl-after-bound violated: if (++letter.tries >= most_) => ++letter.tries; if (letter.tries > 0)
// mutant dl-keeps-payload violated: parked_.push_back({std::move(letter), std::move(why)}); => parked_.push_back({std::move(letter), ""});
// mutant dl-redrive violated: inbox_.push_back(std::move(again)); =>
// mutant dl-no-silent-loss violated: give_back(std::move(letter), problem.what()); => if (letter.tries != 1) give_back(std::move(letter), problem.what());
