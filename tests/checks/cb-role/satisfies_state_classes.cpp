// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include <memory>

using Time = std::chrono::steady_clock::time_point;

class Machine;

struct State {
  virtual ~State() = default;
  virtual bool admits(Machine& machine, Time now) = 0;
  virtual void good(Machine& machine) = 0;
  virtual void bad(Machine& machine, Time now) = 0;
};

class Machine {
 public:
  Machine(Broker& broker, Clocks& clocks);
  Answer send(const Letter& letter) {
    if (!state_->admits(*this, clocks_.steady())) return {Status::failed, ""};
    const Answer answer = broker_.send(letter);
    if (answer.status == Status::ok)
      state_->good(*this);
    else
      state_->bad(*this, clocks_.steady());
    return answer;
  }
  void become(std::unique_ptr<State> next) { state_ = std::move(next); }

 private:
  Broker& broker_;
  Clocks& clocks_;
  std::unique_ptr<State> state_;
};

struct Flowing : State {
  int bad_ones = 0;
  bool admits(Machine&, Time) override { return true; }
  void good(Machine&) override { bad_ones = 0; }
  void bad(Machine& machine, Time now) override;
};

struct Trying : State {
  bool admits(Machine&, Time) override { return true; }
  void good(Machine& machine) override { machine.become(std::make_unique<Flowing>()); }
  void bad(Machine& machine, Time now) override;
};

struct Cut : State {
  explicit Cut(Time now) : since(now) {}
  Time since;
  bool admits(Machine& machine, Time now) override {
    if (now < since + std::chrono::seconds(2)) return false;
    machine.become(std::make_unique<Trying>());
    return true;
  }
  void good(Machine&) override {}
  void bad(Machine&, Time) override {}
};

void Flowing::bad(Machine& machine, Time now) {
  if (++bad_ones == 4) machine.become(std::make_unique<Cut>(now));
}
void Trying::bad(Machine& machine, Time now) { machine.become(std::make_unique<Cut>(now)); }

Machine::Machine(Broker& broker, Clocks& clocks)
    : broker_(broker), clocks_(clocks), state_(std::make_unique<Flowing>()) {}
