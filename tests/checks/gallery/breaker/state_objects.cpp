// The pattern book: one class a state, the context swaps them.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens violated
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call satisfied
#include <chrono>
#include <memory>

enum class Reply { fine, broken, denied };

class Turbine {
 public:
  virtual ~Turbine() = default;
  virtual Reply spin(int rpm) = 0;
};

class Controller;

class Condition {
 public:
  virtual ~Condition() = default;
  virtual bool admits(Controller& c) = 0;
  virtual void well(Controller& c) = 0;
  virtual void ill(Controller& c) = 0;
};

class Controller {
 public:
  explicit Controller(Turbine& turbine);
  Reply run(int rpm) {
    if (!now_->admits(*this)) return Reply::denied;
    const Reply reply = turbine_.spin(rpm);
    if (reply == Reply::fine)
      now_->well(*this);
    else
      now_->ill(*this);
    return reply;
  }
  void become(std::shared_ptr<Condition> next) { now_ = std::move(next); }

 private:
  Turbine& turbine_;
  std::shared_ptr<Condition> now_;
};

class Normal : public Condition {
 public:
  bool admits(Controller&) override { return true; }
  void well(Controller&) override { ill_ones_ = 0; }
  void ill(Controller& c) override;

 private:
  int ill_ones_{};
};

class Resting : public Condition {
 public:
  bool admits(Controller& c) override;
  void well(Controller&) override {}
  void ill(Controller&) override {}

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

class Tentative : public Condition {
 public:
  bool admits(Controller&) override { return true; }
  void well(Controller& c) override { c.become(std::make_shared<Normal>()); }
  void ill(Controller&) override { ++grumbles_; }

 private:
  int grumbles_{};
};

void Normal::ill(Controller& c) {
  if (++ill_ones_ >= 6) c.become(std::make_shared<Resting>());
}

bool Resting::admits(Controller& c) {
  if (std::chrono::steady_clock::now() < since_ + std::chrono::seconds(9)) return false;
  c.become(std::make_shared<Tentative>());
  return true;
}

Controller::Controller(Turbine& turbine) : turbine_(turbine), now_(std::make_shared<Normal>()) {}

bool heat_up(Controller& controller) {
  for (int rpm = 100; rpm < 3000; rpm += 100)
    if (controller.run(rpm) != Reply::fine) return false;
  return true;
}
// mutant cb-success-resets violated: ill_ones_ = 0; =>
// mutant cb-probe-success-closes violated: c.become(std::make_shared<Normal>()); =>
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: if (++ill_ones_ >= 6) => ++ill_ones_;
