// What breaks on the way to the broker, a fault a case.
#include <random>

#include "network/case.hpp"
#include "network/expect.hpp"

namespace judge {
namespace {

using proxy::Direction;

std::string random_payload(std::size_t size) {
  std::mt19937_64 random(size);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

}  // namespace

TEST(Latency, IsWaitedForWithinTheTimeout) {
  auto config = network_config();
  config.retry.max_attempts = 3;
  config.breaker.failure_threshold = 1;
  judge_network({"A broker that is slow, but in time, is waited for: each message is sent once and delivered",
                 "README.md#retries"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::Latency{.delay = 60ms, .jitter = 50ms}},
                                  "latency of 10 to 110 ms each way");
                  for (const auto id : publish_at_once(run, 6)) expect_delivered(run, run.result_of(id), 1, 2s);
                  run.check_all();
                  expect_met(run, "latency");
                });
}

TEST(Latency, OpensTheCircuitWhereCallsAreSlow) {
  auto config = network_config();
  config.breaker.failure_threshold = 2;
  config.breaker.slow_call = 100ms;
  judge_network({"Sends that take slow_call or longer over a slow network open the circuit, and are delivered",
                 "README.md#what-counts-as-a-failure"},
                config, [](NetworkRun& run) {
                  const auto slow = run.begin_fault(
                      {.kind = proxy::Latency{.delay = 150ms}, .direction = Direction::upstream}, "latency of 150 ms");
                  expect_delivered(run, run.publish_and_wait(), 1, 2s);
                  const auto tripped = run.publish();
                  expect_delivered(run, run.result_of(tripped), 1, 2s);
                  run.end_fault(slow);
                  run.circuit_becomes("open");
                  const auto opened_at_least = run.arrivals_of(tripped).front().exchange.request.at;
                  expect_left_alone(run, 4, opened_at_least + 400ms);
                  run.check_all();
                  expect_met(run, "latency");
                });
}

TEST(BlackHole, DoesNotKeepACallerPastItsDeadline) {
  auto config = network_config();
  config.retry.max_attempts = 3;
  judge_network({"Where the network swallows everything, publish returns by its deadline, with the fallback's reply",
                 "README.md#deadlines"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::BlackHole{}}, "the network swallows everything");
                  for (int i = 0; i < 4; ++i) (void)run.publish({.within = 250ms});
                  run.wait_for_all();
                  for (CallId id = 2; id < 6; ++id) expect_not_delivered(run, run.call(id), "as nothing gets through");
                  run.check_all();
                  expect_met(run, "black hole");
                });
}

TEST(Reset, IsRetriedWithinTheBudget) {
  auto config = network_config();
  config.retry.max_attempts = 3;
  judge_network({"A connection that is reset is a failed attempt: max_attempts sends, with their waits, and no more",
                 "README.md#retries"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::Reset{}, .direction = Direction::downstream},
                                  "connections are reset before the answer arrives");
                  for (const auto id : publish_at_once(run, 3)) {
                    expect_not_delivered(run, run.result_of(id), "as no answer arrives");
                    if (const auto sends = run.arrivals_of(id).size(); sends < 3) {
                      run.violate(call_name(id) + " is sent 3 times before it is given up",
                                  "it was sent " + counted(sends, "time"));
                    }
                  }
                  run.check_all();
                  expect_met(run, "reset");
                });
}

// The two payloads take 0.6 s on their way.
TEST(Bandwidth, TheBulkheadKeepsASlowDestinationToItself) {
  auto config = network_config();
  config.max_concurrent = 2;
  judge_network({"Transfers that fill one destination's bulkhead turn further ones away, and leave others alone",
                 "README.md#the-bulkhead"},
                config, [](NetworkRun& run) {
                  run.begin_fault(
                      {.kind = proxy::Bandwidth{.bytes_per_second = 10'000}, .direction = Direction::upstream},
                      "10 kB/s a connection");
                  const auto first = run.publish({.payload = random_payload(6'000)});
                  const auto second = run.publish({.payload = random_payload(6'000)});
                  if (!run.wait_for_connections(2)) {
                    run.too_late(2s, "two publishes to orders send", "they did not begin to");
                  }
                  const auto third = run.publish({.payload = "one too many"});
                  const auto other = run.publish({.to = "invoices"});
                  const LiveCall& apart = run.result_of(other);
                  const LiveCall& turned_away = run.result_of(third);
                  expect_delivered(run, apart, 1, 2s);
                  expect_delivered(run, run.result_of(first), 1, 2s);
                  expect_delivered(run, run.result_of(second), 1, 2s);
                  const auto place_free = std::min(*run.call(first).returned, *run.call(second).returned);
                  if (turned_away.result.delivered || *turned_away.returned > place_free) {
                    run.too_late(400ms, "with two publishes to orders under way, the third is turned away at once",
                                 "it waited until one had returned");
                  }
                  if (*apart.returned > place_free) {
                    run.too_late(300ms, "a publish to invoices does not wait for one to orders", "it returned after one");
                  }
                  run.check_all();
                  expect_met(run, "bandwidth");
                });
}

TEST(SlowClose, HoldsNoOneUp) {
  auto config = network_config();
  config.max_concurrent = 3;
  config.retry.max_attempts = 2;
  config.breaker.failure_threshold = 1;
  judge_network({"A connection whose end comes late is no failure, and its publish has left the bulkhead",
                 "README.md#the-bulkhead"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::SlowClose{.delay = 150ms}}, "connections end 150 ms late");
                  for (int burst = 0; burst < 3; ++burst) {
                    for (const auto id : publish_at_once(run, 3)) expect_delivered(run, run.result_of(id), 1, 2s);
                  }
                  run.wait_for(200ms);
                  run.check_all();
                  expect_met(run, "slow close");
                });
}

TEST(Slicing, DeliversTheWholeMessageOnce) {
  auto config = network_config();
  config.retry.max_attempts = 3;
  config.breaker.failure_threshold = 1;
  judge_network({"A message that travels in small pieces arrives whole, once, byte for byte", "README.md#retries"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::Slicer{.size = 64, .variation = 32, .delay = 2ms}},
                                  "pieces of 32 to 96 bytes");
                  for (std::size_t size : {0, 1'000, 3'000}) (void)run.publish({.payload = random_payload(size)});
                  run.wait_for_all();
                  for (CallId id = 2; id < 5; ++id) expect_delivered(run, run.call(id), 1, 2s);
                  run.check_all();
                  expect_met(run, "slicer");
                });
}

// The second attempt comes 200 ms after the first; the fault is gone long before.
TEST(DataLimit, AnAnswerThatBreaksOffIsAFailedAttempt) {
  auto config = network_config();
  config.retry.max_attempts = 3;
  config.retry.base_delay = 200ms;
  judge_network({"An answer that breaks off in the middle is a failed attempt, and the next one delivers",
                 "README.md#retries"},
                config, [](NetworkRun& run) {
                  const auto limit =
                      run.begin_fault({.kind = proxy::DataLimit{.bytes = 25}, .direction = Direction::downstream},
                                      "answers end after 25 bytes");
                  const auto call = run.publish();
                  const auto patience = Clock::now() + 3s;
                  while (run.fired("data limit") == 0 && !run.call(call).returned && Clock::now() < patience) {
                    run.wait_for(2ms);
                  }
                  run.end_fault(limit);
                  expect_delivered(run, run.result_of(call), 2, 150ms);
                  run.check_all();
                });
}

TEST(PartialPartition, IsRetriedOverOtherConnections) {
  auto config = network_config();
  config.retry = {.max_attempts = 6, .base_delay = 10ms, .max_delay = 10ms, .jitter = 0};
  config.call_timeout = 150ms;
  judge_network({"Where the answers of some connections are lost, another attempt delivers, within max_attempts",
                 "README.md#retries"},
                config, [](NetworkRun& run) {
                  run.begin_fault({.kind = proxy::Partition{}, .direction = Direction::downstream, .share = 0.5},
                                  "half of the connections get no answer");
                  for (int i = 0; i < 4; ++i) {
                    const LiveCall& call = run.publish_and_wait();
                    if (!call.result.delivered) {
                      run.too_late(150ms, call_name(call.id) + " is delivered by one of 6 attempts", "it was not");
                    }
                  }
                  run.check_all(false);
                  expect_met(run, "partition");
                });
}

}  // namespace judge
