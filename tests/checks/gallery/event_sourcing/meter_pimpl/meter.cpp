// The aggregate in a header and a source, its fields behind a pointer.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include "meter.hpp"

#include <stdexcept>

namespace meter {

struct Meter::State {
  bool fitted = false, sealed = false;
  double first = 0, last = 0;
  std::size_t version = 0;

  void mutate(const MeterEvent& event) {
    switch (event.kind()) {
      case MeterEvent::Kind::fitted:
        fitted = true;
        first = last = event.at();
        break;
      case MeterEvent::Kind::read: last = event.at(); break;
      case MeterEvent::Kind::sealed: sealed = true; break;
      default: throw std::domain_error("meter event");
    }
    ++version;
  }
};

Meter::Meter() : state_(std::make_unique<State>()) {}
Meter::~Meter() = default;

void Meter::replay(const std::vector<MeterEvent>& events) {
  for (const auto& event : events) state_->mutate(event);
}

MeterEvent Meter::read(double at) const {
  if (!state_->fitted || state_->sealed) throw std::logic_error("no reading is possible");
  if (at < state_->last) throw std::invalid_argument("meters do not run backwards");
  return MeterEvent::reading(at);
}

MeterEvent Meter::seal() const {
  if (state_->sealed) throw std::logic_error("sealed");
  return MeterEvent::sealed();
}

double Meter::used() const { return state_->last - state_->first; }
std::size_t Meter::version() const { return state_->version; }

EventStream::Outcome take_reading(EventStream& stream, double at) {
  Meter meter;
  meter.replay(stream.read_all());
  return stream.append(meter.version(), meter.read(at));
}

}  // namespace meter

int main() {
  meter::EventStream stream;
  stream.append(0, meter::MeterEvent::fitted(100));
  return meter::take_reading(stream, 120) == meter::EventStream::Outcome::stored ? 0 : 1;
}
// mutant es-unknown-events violated: default: throw std::domain_error("meter event"); => default: break;
