// No clock: after so many refusals the next call is let through as a trial.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period violated
// label: cb-clock none
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <stdexcept>
#include <string>

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual void deliver(const std::string& to, const std::string& text) = 0;
};

class SkippingMailer : public Mailer {
 public:
  explicit SkippingMailer(Mailer& inner) : inner_(inner) {}

  void deliver(const std::string& to, const std::string& text) override {
    if (skipping_) {
      if (skipped_ < 100) {
        ++skipped_;
        throw std::runtime_error("skipped");
      }
      trial_ = true;
      skipped_ = 0;
    }
    try {
      inner_.deliver(to, text);
    } catch (...) {
      note_failure();
      throw;
    }
    skipping_ = false;
    trial_ = false;
    failed_ = 0;
  }

 private:
  void note_failure() {
    if (++failed_ >= 5 || trial_) {
      skipping_ = true;
      trial_ = false;
      skipped_ = 0;
    }
  }
  Mailer& inner_;
  bool skipping_{false};
  bool trial_{false};
  int failed_{};
  int skipped_{};
};

void greet(Mailer& mailer, const std::string& who) { mailer.deliver(who, "welcome"); }
// mutant cb-success-resets violated: failed_ = 0; =>
// mutant cb-threshold violated: ++failed_ >= 5 || trial_ => true
