#include "support/timeline.hpp"

#include <algorithm>

namespace judge {

using assay::core::SpanKind;

std::string downstream_lane(const std::string& destination) { return "downstream " + destination; }
std::string circuit_lane(const std::string& destination) { return "circuit " + destination; }

Timeline::~Timeline() {
  for (const auto& [destination, since] : circuits_) draw_circuit(destination, since);
  for (const Struck& struck : faults_) draw_fault(struck);
}

void Timeline::circuit_is_used(const std::string& destination) {
  circuits_.try_emplace(destination, Since{time_.now(), "closed"});
}

void Timeline::circuit_changes(const std::string& destination, std::string_view state) {
  Since& since = circuits_.at(destination);
  draw_circuit(destination, since);
  since = {time_.now(), state};
}

void Timeline::fault_begins(const Fault& fault, const std::string& destination) {
  faults_.push_back({fault, destination});
}

void Timeline::draw_circuit(const std::string& destination, const Since& since) {
  recorder_.span({since.from, time_.now(), SpanKind::state, circuit_lane(destination), std::string(since.state)});
}

void Timeline::draw_fault(const Struck& struck) {
  const Fault& fault = struck.fault;
  const Duration end = std::min(fault.until, time_.now());
  // One that comes and goes is drawn where it is there.
  const bool comes_and_goes = fault.kind == FaultKind::flapping && fault.extra > Duration::zero();
  const Duration phase = comes_and_goes ? fault.extra : end - fault.from;
  for (Duration from = fault.from; from < end; from += 2 * phase) {
    recorder_.span({from, std::min(from + phase, end), SpanKind::fault, downstream_lane(struck.destination),
                    describe(fault)});
  }
}

}  // namespace judge
