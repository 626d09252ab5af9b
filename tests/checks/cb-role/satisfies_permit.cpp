// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <mutex>
#include <optional>

class Gate {
 public:
  class Permit {
   public:
    explicit Permit(Gate* gate) : gate_(gate) {}
    Permit(Permit&& other) : gate_(other.gate_) { other.gate_ = nullptr; }
    ~Permit() {
      if (gate_) gate_->done(good_);
    }
    void good() { good_ = true; }

   private:
    Gate* gate_;
    bool good_ = false;
  };

  explicit Gate(Clocks& clocks) : clocks_(clocks) {}
  std::optional<Permit> enter() {
    std::lock_guard lock(mutex_);
    if (shut_ && clocks_.steady() < until_) return std::nullopt;
    return Permit(this);
  }

 private:
  void done(bool good) {
    std::lock_guard lock(mutex_);
    if (good) {
      bad_ = 0;
      shut_ = false;
    } else if (++bad_ >= 3) {
      shut_ = true;
      until_ = clocks_.steady() + std::chrono::seconds(1);
    }
  }
  Clocks& clocks_;
  std::mutex mutex_;
  bool shut_ = false;
  int bad_ = 0;
  std::chrono::steady_clock::time_point until_{};
};

class Sender {
 public:
  Sender(Broker& broker, Clocks& clocks) : broker_(broker), gate_(clocks) {}
  Answer send(const Letter& letter) {
    auto permit = gate_.enter();
    if (!permit) return {Status::failed, ""};
    auto answer = broker_.send(letter);
    if (answer.status == Status::ok) permit->good();
    return answer;
  }

 private:
  Broker& broker_;
  Gate gate_;
};
