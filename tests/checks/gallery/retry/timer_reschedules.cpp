// Asynchronous sender: a failed completion arms a timer that sends again.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping none
#include <chrono>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <system_error>
#include <utility>

using Millis = std::chrono::milliseconds;

struct Reactor {
  virtual ~Reactor() = default;
  virtual void run_after(Millis delay, std::function<void()> task) = 0;
};

struct Channel {
  virtual ~Channel() = default;
  virtual void send(const std::string& frame, std::function<void(std::error_code)> done) = 0;
};

class Publisher : public std::enable_shared_from_this<Publisher> {
 public:
  Publisher(Reactor& reactor, Channel& channel, std::mt19937_64& rng)
      : reactor_(reactor), channel_(channel), rng_(rng) {}

  void publish(std::string frame, std::function<void(bool)> whenDone) {
    frame_ = std::move(frame);
    whenDone_ = std::move(whenDone);
    transmit();
  }

 private:
  void transmit() {
    channel_.send(frame_, [self = shared_from_this()](std::error_code ec) { self->completed(ec); });
  }

  void completed(std::error_code ec) {
    if (!ec) return whenDone_(true);
    if (ec == std::errc::message_size || ec == std::errc::bad_message) return whenDone_(false);
    if (++tries_ == kTries) return whenDone_(false);
    pause_ = pause_ * 3;
    if (pause_ > kLongest) pause_ = kLongest;
    std::uniform_int_distribution<int> noise(0, 100);
    reactor_.run_after(pause_ + Millis(noise(rng_)), [self = shared_from_this()] { self->transmit(); });
  }

  static constexpr int kTries = 8;
  static constexpr Millis kLongest{30000};
  Reactor& reactor_;
  Channel& channel_;
  std::mt19937_64& rng_;
  std::string frame_;
  std::function<void(bool)> whenDone_;
  int tries_ = 0;
  Millis pause_{100};
};

// mutant rt-bound violated: if (++tries_ == kTries) return whenDone_(false); => ++tries_;
// mutant rt-jitter violated: pause_ + Millis(noise(rng_)) => pause_
// mutant rt-growth violated: pause_ = pause_ * 3; =>
// mutant rt-permanent-errors violated: if (ec == std::errc::message_size || ec == std::errc::bad_message) return whenDone_(false); =>
