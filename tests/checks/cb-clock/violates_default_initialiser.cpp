// The open state's class reads the clock where it is made, in a default initialiser.
// expect: cb-role satisfied
// expect: cb-clock violated
#include <broker.hpp>

#include <memory>

struct Cutout;

struct Phase {
  virtual ~Phase() = default;
  virtual bool allows(Cutout& cutout) = 0;
  virtual void heard(Cutout& cutout, bool good) = 0;
};

struct Cutout {
  std::unique_ptr<Phase> phase;
  int misses = 0;
};

struct Flowing : Phase {
  bool allows(Cutout&) override { return true; }
  void heard(Cutout& cutout, bool good) override;
};
struct Probing : Phase {
  bool allows(Cutout&) override { return false; }
  void heard(Cutout& cutout, bool good) override;
};
struct Cut : Phase {
  std::chrono::system_clock::time_point until = std::chrono::system_clock::now() + std::chrono::seconds(2);
  bool allows(Cutout& cutout) override {
    if (std::chrono::system_clock::now() < until) return false;  // expect: cb-clock violated
    cutout.phase = std::make_unique<Probing>();
    return true;
  }
  void heard(Cutout&, bool) override {}
};

void Flowing::heard(Cutout& cutout, bool good) {
  if (good)
    cutout.misses = 0;
  else if (++cutout.misses >= 3)
    cutout.phase = std::make_unique<Cut>();
}
void Probing::heard(Cutout& cutout, bool good) {
  cutout.misses = 0;
  if (good)
    cutout.phase = std::make_unique<Flowing>();
  else
    cutout.phase = std::make_unique<Cut>();
}

struct Sender {
  Broker& broker;
  Cutout cutout{std::make_unique<Flowing>()};
  Answer send(const Letter& letter) {
    if (!cutout.phase->allows(cutout)) return {};
    auto answer = broker.send(letter);
    cutout.phase->heard(cutout, answer.status == Status::ok);
    return answer;
  }
};
