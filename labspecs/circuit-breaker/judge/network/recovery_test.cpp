// A broker that is gone or fails, and comes back.
#include <algorithm>

#include "network/case.hpp"
#include "network/expect.hpp"

namespace judge {
namespace {

constexpr unsigned threshold = 3;
constexpr auto open_period = 400ms;
// Past the open period by more than a publisher may be wrong about when it began, so that a case
// that is not about its length does not depend on a few microseconds.
constexpr auto surely_over = open_period + 60ms;

lab::Config tripping() {
  auto config = network_config();
  config.breaker.failure_threshold = threshold;
  config.breaker.open_period = open_period;
  return config;
}

/// Has `threshold` publishes fail, one after the other, each of which must reach the broker or
/// what is in its place. Gives a moment at which the circuit was not open yet, and one at which it was.
struct Trip {
  Clock::time_point before;
  Clock::time_point after;
};
Trip trip(NetworkRun& run) {
  Trip trip;
  for (unsigned i = 1; i <= threshold; ++i) {
    const auto connections = run.connections();
    trip.before = Clock::now();
    const LiveCall& call = run.publish_and_wait();
    trip.after = *call.returned;
    expect_not_delivered(run, call, "as the broker fails");
    if (run.connections() == connections) {
      run.violate(counted(threshold, "failure") + " in a row open the circuit, and no fewer",
                  "after " + counted(i - 1, "failure") + " nothing was sent");
    }
  }
  run.circuit_becomes("open");
  return trip;
}

/// A crowd comes as soon as the circuit may be half-open; the broker takes `answer_time` for each.
/// Gives the calls that were sent.
std::vector<CallId> crowd(NetworkRun& run, unsigned probes, Duration answer_time) {
  const auto calls = publish_at_once(run, 12);
  for (const auto id : calls) (void)run.result_of(id);
  std::vector<CallId> sent;
  std::vector<Clock::time_point> times;
  for (const auto& arrival : run.arrivals()) {
    if (arrival.message < calls.front()) continue;
    sent.push_back(arrival.message);
    times.push_back(arrival.exchange.request.at);
  }
  if (sent.empty()) run.violate("the first publish after the open period is a probe", "nothing was sent");
  // None of these had an answer yet when the last of them came.
  const auto at_once = std::ranges::count_if(times, [&](auto at) { return at < times.front() + answer_time; });
  if (at_once > static_cast<std::ptrdiff_t>(probes)) {
    run.violate("while half-open no more than " + counted(probes, "probe") + " at once, however many call",
                counted(static_cast<unsigned long>(at_once), "send") + " were in flight at once");
  }
  return sent;
}

}  // namespace

TEST(Down, IsLeftAloneAndFoundAgain) {
  judge_network({"A broker that is down is left alone for the open period, and found again within two of them",
                 "README.md#the-open-state"},
                tripping(), [](NetworkRun& run) {
                  const auto down = run.begin_fault({.kind = proxy::Down{}}, "the broker is down");
                  const auto opened = trip(run);
                  expect_left_alone(run, 5, opened.before + open_period);
                  run.end_fault(down);
                  const auto up = Clock::now();
                  while (!run.publish_and_wait().result.delivered) {
                    if (Clock::now() > up + 2 * open_period) {
                      run.too_late(open_period,
                                   "a broker that is up again is found within two open periods of 400ms",
                                   to_string(Clock::now() - up) + " later it has not been");
                    }
                    run.wait_for(40ms);
                  }
                  run.circuit_becomes("closed");
                  if (const auto sends = run.connections(); sends != threshold + 1) {
                    run.too_late(open_period, "one probe finds the broker again",
                                 counted(sends - threshold, "send") + " did");
                  }
                  run.check_all();
                  expect_met(run, "down");
                });
}

TEST(Down, WhatWasBeforeIsForgottenAfterwards) {
  judge_network({"Once the circuit has closed again it takes failure_threshold failures in a row to open it",
                 "README.md#the-half-open-state"},
                tripping(), [](NetworkRun& run) {
                  const auto down = run.begin_fault({.kind = proxy::Down{}}, "the broker is down");
                  const auto opened = trip(run);
                  run.end_fault(down);
                  run.wait_until(opened.after + surely_over);
                  run.circuit_becomes("half-open");
                  expect_delivered(run, run.publish_and_wait(), 1, 2s);
                  run.circuit_becomes("closed");
                  run.answer("orders", {.status = 503});
                  const auto opened_again = trip(run);
                  expect_left_alone(run, 3, opened_again.before + open_period);
                  run.check_all();
                });
}

TEST(ServerErrors, LetOnlyProbesThroughWhileHalfOpen) {
  auto config = tripping();
  config.breaker.half_open_probes = 2;
  config.breaker.half_open_successes = 2;
  judge_network({"After a burst of errors only the allowed probes get through, and a failed one opens the circuit again",
                 "README.md#the-half-open-state"},
                config, [](NetworkRun& run) {
                  run.answer("orders", {.status = 503});
                  const auto opened = trip(run);
                  expect_left_alone(run, 4, opened.before + open_period);
                  run.wait_until(opened.after + surely_over);
                  run.circuit_becomes("half-open");
                  run.answer("orders", {.status = 503, .delay = 200ms});
                  const auto probes = crowd(run, 2, 200ms);
                  run.circuit_becomes("open");
                  // The second of two probes may end much later, and prolongs nothing.
                  const auto reopened = run.arrivals_of(probes.front()).front().exchange.request.at + 200ms;
                  expect_left_alone(run, 4, reopened + open_period);
                  run.check_all();
                });
}

// Eight of the right waits lie within a tenth of their range once in a million times.
TEST(ServerErrors, ACrowdDoesNotComeBackAllAtOnce) {
  auto config = network_config();
  config.retry = {.max_attempts = 2, .base_delay = 300ms, .max_delay = 300ms, .jitter = 1};
  judge_network({"Callers that failed in the same moment are spread over the whole wait when they try again",
                 "README.md#backoff"},
                config, [](NetworkRun& run) {
                  run.answer("orders", {.status = 503});
                  const auto calls = publish_at_once(run, 8);
                  std::vector<Duration> waits;
                  for (const auto id : calls) {
                    expect_not_delivered(run, run.result_of(id), "as the broker fails");
                    const auto sends = run.arrivals_of(id);
                    if (sends.size() != 2) {
                      run.violate(call_name(id) + " is sent twice", "it was sent " + counted(sends.size(), "time"));
                    }
                    waits.push_back(sends[1].exchange.request.at - sends[0].exchange.request.at);
                  }
                  const auto [least, most] = std::ranges::minmax(waits);
                  if (most - least < 30ms) {
                    run.violate("8 callers wait for anything up to 300ms before they try again",
                                "all of them waited for " + to_string(least) + " to " + to_string(most));
                  }
                  run.check_all();
                });
}

TEST(ServerErrors, ACrowdWaitsUntilTheProbesHaveSucceeded) {
  judge_network({"When the broker is well again one probe finds out, and then everyone gets through",
                 "README.md#the-half-open-state"},
                tripping(), [](NetworkRun& run) {
                  run.answer("orders", {.status = 503});
                  const auto opened = trip(run);
                  run.answer("orders", {.status = 200, .delay = 200ms});
                  run.wait_until(opened.after + surely_over);
                  run.circuit_becomes("half-open");
                  const auto probes = crowd(run, 1, 200ms);
                  for (const auto id : probes) expect_delivered(run, run.call(id), 1, 2s);
                  run.circuit_becomes("closed");
                  run.answer("orders", {});
                  for (const auto id : publish_at_once(run, 8)) expect_delivered(run, run.result_of(id), 1, 2s);
                  run.check_all();
                });
}

}  // namespace judge
