// The count reaches the comparison through what a function writes by pointer.
// expect: cb-role satisfied
// expect: cb-clock violated
#include <broker.hpp>

#include <deque>

class Window {
 public:
  bool allow() {
    if (open_) {
      if (std::chrono::system_clock::now() < again_) return false;
      open_ = false;
      outcomes_.clear();
      return true;
    }
    unsigned calls = 0;
    unsigned failures = 0;
    tally(&calls, &failures);
    if (calls >= 4 && failures * 2 > calls) {
      open_ = true;
      again_ = std::chrono::system_clock::now() + std::chrono::seconds(1);  // expect: cb-clock violated
    }
    return !open_;
  }
  void record(bool good) {
    outcomes_.push_back(Outcome{});
    if (!good) outcomes_.back().failures++;
    if (good) trusted_ = true;
    else trusted_ = false;
  }

 private:
  struct Outcome {
    unsigned failures = 0;
  };
  void tally(unsigned* calls, unsigned* failures) const {
    for (const auto& outcome : outcomes_) {
      *calls += trusted_ ? 1 : 2;
      *failures += outcome.failures;
    }
  }
  std::deque<Outcome> outcomes_;
  bool trusted_ = true;
  bool open_ = false;
  std::chrono::system_clock::time_point again_{};
};

struct Sender {
  Broker& broker;
  Window window;
  Answer send(const Letter& letter) {
    if (!window.allow()) return {};
    auto answer = broker.send(letter);
    window.record(answer.status == Status::ok);
    return answer;
  }
};
