#include "network/expect.hpp"

namespace judge {

void expect_delivered(NetworkRun& run, const LiveCall& call, std::size_t sends, Duration margin) {
  const std::string expected = call_name(call.id) + " is delivered by " + counted(sends, "send");
  if (!call.result.delivered) run.too_late(margin, expected, "it was not delivered");
  const auto seen = run.arrivals_of(call.id).size();
  if (seen != sends) run.too_late(margin, expected, "the broker got it " + counted(seen, "time"));
}

void expect_not_delivered(NetworkRun& run, const LiveCall& call, const std::string& why) {
  if (call.result.delivered) {
    run.violate(call_name(call.id) + " is not delivered, " + why, "publish returned delivered");
  }
}

void expect_left_alone(NetworkRun& run, unsigned publishes, Clock::time_point until) {
  const auto before = run.connections();
  const auto calls = publish_at_once(run, publishes);
  for (const auto id : calls) (void)run.result_of(id);
  const auto began = run.connections() - before;
  const std::string expected = "while the circuit is open no send begins, and publishes fail fast";
  if (began > 0 && Clock::now() < until) {
    run.violate(expected, counted(began, "send") + " began within the open period");
  }
  // Those that came so late that a probe was allowed say nothing.
  if (began > 0) run.too_late(until - run.call(calls.front()).invoked, expected, counted(began, "send") + " began");
  for (const auto id : calls) expect_not_delivered(run, run.call(id), "as the circuit is open");
}

std::vector<CallId> publish_at_once(NetworkRun& run, unsigned count) {
  std::vector<CallId> calls;
  for (unsigned i = 0; i < count; ++i) calls.push_back(run.publish());
  return calls;
}

void expect_met(NetworkRun& run, const std::string& fault) {
  if (run.fired(fault) == 0) run.violate("publish sends over the network that it was given", "no send met the " + fault);
}

}  // namespace judge
