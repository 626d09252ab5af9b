// The mode is a pointer to the member function that answers next.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <string>

class Translator {
 public:
  explicit Translator(std::function<std::string(const std::string&)> remote) : remote_(std::move(remote)) {}

  std::string translate(const std::string& text) { return (this->*step_)(text); }

 private:
  using Step = std::string (Translator::*)(const std::string&);

  std::string usual(const std::string& text) {
    try {
      auto result = remote_(text);
      slips_ = 0;
      return result;
    } catch (...) {
      if (++slips_ == 3) pause();
      return text;
    }
  }

  std::string paused(const std::string& text) {
    if (std::chrono::steady_clock::now() < wake_) return text;
    step_ = &Translator::attempt;
    return attempt(text);
  }

  std::string attempt(const std::string& text) {
    step_ = &Translator::paused;
    try {
      auto result = remote_(text);
      slips_ = 0;
      step_ = &Translator::usual;
      return result;
    } catch (...) {
      pause();
      return text;
    }
  }

  void pause() {
    step_ = &Translator::paused;
    wake_ = std::chrono::steady_clock::now() + std::chrono::seconds(6);
  }

  std::function<std::string(const std::string&)> remote_;
  Step step_ = &Translator::usual;
  int slips_{};
  std::chrono::steady_clock::time_point wake_;
};
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: if (++slips_ == 3) pause(); => pause();
