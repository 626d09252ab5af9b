#include "support/random_script.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace judge {

using namespace std::chrono_literals;

lab::Config RandomScript::config() {
  constexpr std::array<double, 4> ratios{0.25, 0.5, 0.75, 1};
  constexpr std::array<double, 4> jitters{0, 0.25, 0.5, 1};
  lab::Config config;
  config.retry.max_attempts = between(1, 5);
  config.retry.base_delay = milliseconds_between(5, 100);
  config.retry.max_delay = config.retry.base_delay * between(1, 8);
  config.retry.jitter = jitters[up_to(3)];
  config.breaker.failure_threshold = up_to(4);
  config.breaker.window_size = up_to(8);
  config.breaker.minimum_calls = between(1, std::max(1U, config.breaker.window_size));
  config.breaker.failure_ratio = ratios[up_to(3)];
  config.breaker.slow_call = up_to(1) == 0 ? 0ms : milliseconds_between(50, 150);
  config.breaker.open_period = milliseconds_between(20, 250);
  config.breaker.half_open_probes = between(1, 3);
  config.breaker.half_open_successes = between(1, 3);
  config.max_concurrent = between(1, 6);
  config.call_timeout = milliseconds_between(60, 200);
  return config;
}

std::vector<Publish> RandomScript::calls() {
  static const std::array<std::string, 2> destinations{"orders", "invoices"};
  const unsigned failures_in_ten = between(2, 8);
  std::vector<Publish> calls(between(40, 100));
  for (Publish& call : calls) {
    call.at = milliseconds_between(0, 2000);
    call.to = destinations[up_to(1)];
    call.payload.assign(up_to(30), 'x');
    call.deadline = up_to(3) == 0 ? no_deadline : call.at + milliseconds_between(0, 600);
    for (unsigned nth = 0; nth < 5; ++nth) call.answers.push_back(answer(failures_in_ten));
  }
  // Numbered in the order in which they come, as people read them.
  std::ranges::stable_sort(calls, {}, &Publish::at);
  return calls;
}

Answer RandomScript::answer(unsigned failures_in_ten) {
  const Duration latency = milliseconds_between(0, 220);
  if (up_to(9) >= failures_in_ten) return succeeds(latency, "reply " + std::to_string(up_to(1000)));
  switch (up_to(5)) {
    case 0: return fails_for_good(latency);
    case 1: return breaks(latency);
    case 2: return hangs();
    default: return fails(latency);
  }
}

std::vector<std::pair<Duration, Duration>> RandomScript::wall_clock_changes() {
  std::vector<std::pair<Duration, Duration>> changes;
  for (unsigned nth = up_to(3); nth > 0; --nth) {
    const Duration at = milliseconds_between(0, 3000);
    changes.emplace_back(at, up_to(1) == 0 ? 1h : -1h);
  }
  return changes;
}

}  // namespace judge
