#include "support/random_script.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "support/draws.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;

lab::Config config_from(Draws& draw) {
  constexpr std::array<double, 4> ratios{0.25, 0.5, 0.75, 1};
  constexpr std::array<double, 4> jitters{0, 0.25, 0.5, 1};
  lab::Config config;
  config.retry.max_attempts = draw.between(1, 5);
  config.retry.base_delay = draw.milliseconds_between(5, 100);
  config.retry.max_delay = config.retry.base_delay * draw.between(1, 8);
  config.retry.jitter = jitters[draw.up_to(3)];
  config.breaker.failure_threshold = draw.up_to(4);
  config.breaker.window_size = draw.up_to(8);
  config.breaker.minimum_calls = draw.between(1, std::max(1U, config.breaker.window_size));
  config.breaker.failure_ratio = ratios[draw.up_to(3)];
  config.breaker.slow_call = draw.up_to(1) == 0 ? 0ms : draw.milliseconds_between(50, 150);
  config.breaker.open_period = draw.milliseconds_between(20, 250);
  config.breaker.half_open_probes = draw.between(1, 3);
  config.breaker.half_open_successes = draw.between(1, 3);
  config.max_concurrent = draw.between(1, 6);
  config.call_timeout = draw.milliseconds_between(60, 200);
  return config;
}

Answer answer_from(Draws& draw, unsigned failures_in_ten) {
  const Duration latency = draw.milliseconds_between(0, 220);
  if (draw.up_to(9) >= failures_in_ten) return succeeds(latency, "reply " + std::to_string(draw.up_to(1000)));
  switch (draw.up_to(5)) {
    case 0: return fails_for_good(latency);
    case 1: return breaks(latency);
    case 2: return hangs();
    default: return fails(latency);
  }
}

std::vector<Publish> calls_from(Draws& draw) {
  static const std::array<std::string, 2> destinations{"orders", "invoices"};
  const unsigned failures_in_ten = draw.between(2, 8);
  std::vector<Publish> calls(draw.between(40, 100));
  for (Publish& call : calls) {
    call.at = draw.milliseconds_between(0, 2000);
    call.to = destinations[draw.up_to(1)];
    call.payload.assign(draw.up_to(30), 'x');
    call.deadline = draw.up_to(3) == 0 ? no_deadline : call.at + draw.milliseconds_between(0, 600);
    for (unsigned nth = 0; nth < 5; ++nth) call.answers.push_back(answer_from(draw, failures_in_ten));
  }
  // Numbered in the order in which they come, as people read them.
  std::ranges::stable_sort(calls, {}, &Publish::at);
  return calls;
}

std::vector<WallClockChange> wall_clock_changes_from(Draws& draw) {
  std::vector<WallClockChange> changes;
  for (unsigned nth = draw.up_to(3); nth > 0; --nth) {
    const Duration at = draw.milliseconds_between(0, 3000);
    changes.push_back({at, draw.one_in(2) ? 1h : -1h});
  }
  return changes;
}

}  // namespace

Script random_script(std::uint64_t seed) {
  Draws draw(seed);
  Script script;
  script.random_seed = seed;
  script.config = config_from(draw);
  script.calls = calls_from(draw);
  script.wall_clock = wall_clock_changes_from(draw);
  return script;
}

}  // namespace judge
