// expect: cb-role satisfied
// expect: cb-clock satisfied
// expect: cb-lock-across-call satisfied
#include <broker.hpp>

#include "sicherung.hpp"

class Sender {
 public:
  Sender(Broker& b, Clocks& u) : b_(b), u_(u) {}
  Answer send(const Letter& brief) {
    if (!s_.darf(u_.steady())) return {Status::failed, ""};
    auto antwort = b_.send(brief);
    s_.ergebnis(antwort.status == Status::ok, u_.steady());
    return antwort;
  }

 private:
  Broker& b_;
  Clocks& u_;
  Sicherung s_;
};
