#include "chaos/families.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "support/draws.hpp"

namespace judge::chaos {
namespace {

using namespace std::chrono_literals;

constexpr std::array<double, 4> shares{0.3, 0.5, 0.7, 1};

// Each family has its own, or the same seed would make the same traffic in all of them.
enum class Salt : std::uint64_t {
  service_failure = 1,
  partition_of_one,
  partition_of_all,
  message_loss,
  duplicated_replies,
  delayed_replies,
  flapping,
  load_spike,
  slow_drip,
  clock_jump,
  mixture,
};

Draws draws_for(Salt salt, std::uint64_t seed) { return Draws(seed * 1000 + static_cast<std::uint64_t>(salt)); }

const std::string& any_destination(Draws& draw) {
  static const std::array<std::string, 3> destinations{"orders", "invoices", "mail"};
  return draw.one_of(destinations);
}

lab::BreakerConfig breaker_from(Draws& draw) {
  constexpr std::array<double, 4> ratios{0.25, 0.5, 0.75, 1};
  lab::BreakerConfig breaker;
  const unsigned rules = draw.between(1, 3);  // one, the other or both
  if ((rules & 1) != 0) breaker.failure_threshold = draw.between(2, 5);
  if ((rules & 2) != 0) {
    breaker.window_size = draw.between(4, 10);
    breaker.minimum_calls = draw.between(2, breaker.window_size);
    breaker.failure_ratio = draw.one_of(ratios);
  }
  breaker.open_period = draw.round_between(100, 600);
  breaker.half_open_probes = draw.between(1, 3);
  breaker.half_open_successes = draw.between(1, 3);
  return breaker;
}

lab::Config config_from(Draws& draw) {
  constexpr std::array<double, 3> jitters{0, 0.5, 1};
  lab::Config config;
  config.retry.max_attempts = draw.between(1, 4);
  config.retry.base_delay = draw.round_between(10, 100);
  config.retry.max_delay = config.retry.base_delay * draw.between(1, 8);
  config.retry.jitter = draw.one_of(jitters);
  config.breaker = breaker_from(draw);
  config.max_concurrent = draw.between(4, 10);
  config.call_timeout = draw.round_between(60, 200);
  return config;
}

Publish call_at(Draws& draw, Duration at) {
  Publish call;
  call.at = at;
  call.to = any_destination(draw);
  call.deadline = draw.one_in(2) ? no_deadline : at + draw.round_between(50, 1000);
  call.luck = draw.number();
  return call;
}

void sort_by_time(std::vector<Publish>& calls) {
  // Numbered in the order in which they come, as people read them.
  std::ranges::stable_sort(calls, {}, &Publish::at);
}

/// Ordinary traffic of three seconds, before, while and after something is broken.
Script ordinary(Draws& draw) {
  Script script;
  script.random_seed = draw.number();
  script.config = config_from(draw);
  script.conditions.shortest_latency = 10ms;
  script.conditions.longest_latency = draw.round_between(10, 60);
  for (unsigned left = draw.between(26, 44); left > 0; --left) {
    script.calls.push_back(call_at(draw, draw.round_between(0, 3000)));
  }
  sort_by_time(script.calls);
  return script;
}

Fault fault_from(Draws& draw, FaultKind kind) {
  const Duration from = draw.round_between(200, 1000);
  return {.kind = kind, .from = from, .until = from + draw.round_between(300, 1200), .share = draw.one_of(shares)};
}

Fault delay_from(Draws& draw) {
  Fault fault = fault_from(draw, FaultKind::delay);
  fault.extra = draw.round_between(50, 300);  // under and over the timeouts
  return fault;
}

Fault flapping_from(Draws& draw) {
  Fault fault = fault_from(draw, FaultKind::flapping);
  fault.until = fault.from + 1500ms;
  fault.share = 1;
  fault.extra = draw.round_between(50, 300);
  return fault;
}

Fault drip_from(Draws& draw) {
  Fault fault = fault_from(draw, FaultKind::drip);
  fault.until = fault.from + draw.round_between(800, 1600);
  fault.extra = draw.round_between(150, 400);
  return fault;
}

void call_slow_what_takes_long(Draws& draw, Script& script) {
  if (draw.one_in(2)) script.config.breaker.slow_call = draw.round_between(50, 150);
}

// Ten times the calls of the same stretch of ordinary traffic.
void add_spike(Draws& draw, Script& script) {
  Fault fault = fault_from(draw, FaultKind::overload);
  fault.until = fault.from + draw.round_between(150, 300);
  fault.share = draw.one_in(3) ? 0 : 0.3;
  fault.extra = draw.round_between(10, 150);
  const auto during = static_cast<unsigned>((fault.until - fault.from) / 1ms);
  const auto usual_calls = static_cast<unsigned>(script.calls.size());
  for (unsigned left = 10 * usual_calls * during / 3000; left > 0; --left) {
    script.calls.push_back(call_at(draw, fault.from + draw.milliseconds_between(0, during)));
  }
  sort_by_time(script.calls);
  script.conditions.faults.push_back(fault);
}

// While circuits are open, and at any other time.
void set_clocks(Draws& draw, Script& script) {
  constexpr std::array<Duration, 6> changes{24h, 1h, 300ms, -300ms, -1h, -24h};
  for (unsigned left = draw.between(1, 4); left > 0; --left) {
    script.wall_clock.push_back({draw.round_between(200, 2500), draw.one_of(changes)});
  }
}

void add_any_fault(Draws& draw, Script& script) {
  constexpr std::array kinds{FaultKind::failure, FaultKind::rejection, FaultKind::partition, FaultKind::loss,
                             FaultKind::duplication};
  auto& faults = script.conditions.faults;
  switch (draw.up_to(5)) {
    case 0: faults.push_back(delay_from(draw)); break;
    case 1: faults.push_back(flapping_from(draw)); break;
    case 2: faults.push_back(drip_from(draw)); break;
    case 3: return add_spike(draw, script);
    default: faults.push_back(fault_from(draw, draw.one_of(kinds))); break;
  }
  if (draw.one_in(2)) faults.back().to = any_destination(draw);
}

Script with_fault(Draws draw, Fault (*make)(Draws&)) {
  Script script = ordinary(draw);
  script.conditions.faults.push_back(make(draw));
  return script;
}

}  // namespace

Script service_failure(std::uint64_t seed) {
  Draws draw = draws_for(Salt::service_failure, seed);
  Script script = ordinary(draw);
  script.conditions.faults.push_back(fault_from(draw, FaultKind::failure));
  if (draw.one_in(2)) script.conditions.faults.back().to = any_destination(draw);
  if (draw.one_in(3)) script.conditions.faults.push_back(fault_from(draw, FaultKind::rejection));
  return script;
}

Script partition_of_one(std::uint64_t seed) {
  Draws draw = draws_for(Salt::partition_of_one, seed);
  Script script = ordinary(draw);
  script.conditions.faults.push_back(fault_from(draw, FaultKind::partition));
  script.conditions.faults.back().to = any_destination(draw);
  return script;
}

Script partition_of_all(std::uint64_t seed) {
  return with_fault(draws_for(Salt::partition_of_all, seed),
                    [](Draws& draw) { return fault_from(draw, FaultKind::partition); });
}

Script message_loss(std::uint64_t seed) {
  return with_fault(draws_for(Salt::message_loss, seed),
                    [](Draws& draw) { return fault_from(draw, FaultKind::loss); });
}

Script duplicated_replies(std::uint64_t seed) {
  Draws draw = draws_for(Salt::duplicated_replies, seed);
  Script script = ordinary(draw);
  script.config.retry.max_attempts = draw.between(2, 4);
  script.conditions.faults.push_back(fault_from(draw, FaultKind::duplication));
  return script;
}

Script delayed_replies(std::uint64_t seed) {
  Draws draw = draws_for(Salt::delayed_replies, seed);
  Script script = ordinary(draw);
  call_slow_what_takes_long(draw, script);
  script.conditions.faults.push_back(delay_from(draw));
  return script;
}

Script flapping(std::uint64_t seed) { return with_fault(draws_for(Salt::flapping, seed), flapping_from); }

Script load_spike(std::uint64_t seed) {
  Draws draw = draws_for(Salt::load_spike, seed);
  Script script = ordinary(draw);
  script.config.max_concurrent = draw.between(2, 6);
  call_slow_what_takes_long(draw, script);
  add_spike(draw, script);
  return script;
}

Script slow_drip(std::uint64_t seed) {
  Draws draw = draws_for(Salt::slow_drip, seed);
  Script script = ordinary(draw);
  call_slow_what_takes_long(draw, script);
  script.conditions.faults.push_back(drip_from(draw));
  return script;
}

Script clock_jump(std::uint64_t seed) {
  Draws draw = draws_for(Salt::clock_jump, seed);
  Script script = ordinary(draw);
  script.conditions.faults.push_back(fault_from(draw, FaultKind::failure));
  set_clocks(draw, script);
  return script;
}

Script mixture(std::uint64_t seed) {
  Draws draw = draws_for(Salt::mixture, seed);
  Script script = ordinary(draw);
  call_slow_what_takes_long(draw, script);
  for (unsigned left = draw.between(2, 4); left > 0; --left) add_any_fault(draw, script);
  if (draw.one_in(2)) set_clocks(draw, script);
  return script;
}

}  // namespace judge::chaos
