#include "support/shrink_script.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "support/configs.hpp"
#include "support/simulation.hpp"

namespace judge {
namespace {

using Shrinking = assay::kit::Shrinker<Script>;

template <typename Field, typename Value>
bool set(Shrinking& shrinking, const Field& field, const Value& value) {
  return shrinking.change([&](Script& script) { field(script) = value; });
}

/// The least value from `least` on that it fails with.
template <typename Field>
void lower(Shrinking& shrinking, const Field& field, unsigned least) {
  for (unsigned value = least;; ++value) {
    Script copy = shrinking.smallest();
    if (value >= field(copy) || set(shrinking, field, value)) return;
  }
}

/// The roundest value nearby: whole seconds, then tenths, down to milliseconds. Where there
/// is `usual`, that first.
template <typename Field>
void round(Shrinking& shrinking, const Field& field, std::optional<Duration> usual = std::nullopt) {
  if (usual && set(shrinking, field, *usual)) return;
  for (const Duration unit : std::array<Duration, 5>{1s, 100ms, 50ms, 10ms, 1ms}) {
    Script copy = shrinking.smallest();
    const Duration value = field(copy);
    if ((usual && value == *usual) || value % unit == 0s) return;
    if (value > unit && set(shrinking, field, value - value % unit)) return;
    if (set(shrinking, field, value - value % unit + unit)) return;
  }
}

void shorten(Shrinking& shrinking) {
  shrinking.shorten([](auto& script) -> auto& { return script.calls; });
  shrinking.shorten([](auto& script) -> auto& { return script.conditions.faults; });
  shrinking.shorten([](auto& script) -> auto& { return script.wall_clock; });
}

void switch_rules_off(Shrinking& shrinking) {
  const lab::Config usual = plain();
  set(shrinking, [](Script& script) -> auto& { return script.config.breaker.slow_call; }, Duration::zero());
  set(shrinking, [](Script& script) -> auto& { return script.config.breaker.failure_threshold; }, 0U);
  shrinking.change([&](Script& script) {
    script.config.breaker.window_size = usual.breaker.window_size;
    script.config.breaker.minimum_calls = usual.breaker.minimum_calls;
    script.config.breaker.failure_ratio = usual.breaker.failure_ratio;
  });
  set(shrinking, [](Script& script) -> auto& { return script.config.retry.jitter; }, 0.0);
  set(shrinking, [](Script& script) -> auto& { return script.config.max_concurrent; }, usual.max_concurrent);
}

void lower_limits(Shrinking& shrinking) {
  lower(shrinking, [](Script& script) -> auto& { return script.config.retry.max_attempts; }, 1);
  lower(shrinking, [](Script& script) -> auto& { return script.config.breaker.half_open_probes; }, 1);
  lower(shrinking, [](Script& script) -> auto& { return script.config.breaker.half_open_successes; }, 1);
  const auto& breaker = shrinking.smallest().config.breaker;
  if (breaker.failure_threshold > 0) {
    lower(shrinking, [](Script& script) -> auto& { return script.config.breaker.failure_threshold; }, 1);
  }
  if (breaker.window_size > 0) {
    lower(shrinking, [](Script& script) -> auto& { return script.config.breaker.minimum_calls; }, 1);
    const unsigned least = breaker.minimum_calls;
    lower(shrinking, [](Script& script) -> auto& { return script.config.breaker.window_size; }, least);
  }
  if (shrinking.smallest().config.max_concurrent != plain().max_concurrent) {
    lower(shrinking, [](Script& script) -> auto& { return script.config.max_concurrent; }, 1);
  }
}

void round_settings(Shrinking& shrinking) {
  const lab::Config usual = plain();
  round(shrinking, [](Script& script) -> auto& { return script.config.call_timeout; }, usual.call_timeout);
  round(shrinking, [](Script& script) -> auto& { return script.config.breaker.open_period; },
        usual.breaker.open_period);
  // Both at once: the longest delay is at least the first.
  const bool usual_delays = shrinking.change([&](Script& script) {
    script.config.retry.base_delay = usual.retry.base_delay;
    script.config.retry.max_delay = usual.retry.max_delay;
  });
  if (!usual_delays) {
    shrinking.change([](Script& script) { script.config.retry.max_delay = script.config.retry.base_delay; });
  }
  shrinking.change([](Script& script) { script.conditions.longest_latency = script.conditions.shortest_latency; });
  shrinking.change([](Script& script) {
    script.conditions.shortest_latency = script.conditions.longest_latency = 10ms;
  });
}

// All that happens at `from` or later happens earlier.
void bring_forward(Script& script, Duration from, Duration by) {
  const auto move = [&](Duration& time) {
    if (time >= from && time != no_deadline) time -= by;
  };
  for (Publish& call : script.calls) {
    move(call.at);
    move(call.deadline);
  }
  for (Fault& fault : script.conditions.faults) {
    move(fault.from);
    move(fault.until);
  }
  for (WallClockChange& change : script.wall_clock) move(change.at);
}

void close_gaps(Shrinking& shrinking) {
  for (std::size_t nth = 0; nth < shrinking.smallest().calls.size(); ++nth) {
    const auto& calls = shrinking.smallest().calls;
    const Duration at = calls[nth].at;
    const Duration gap = nth == 0 ? at : at - calls[nth - 1].at;
    for (const Duration left : std::array<Duration, 4>{0ms, 10ms, 100ms, 1s}) {
      if (left >= gap || shrinking.change([&](Script& script) { bring_forward(script, at, gap - left); })) break;
    }
  }
}

void simplify_call(Shrinking& shrinking, std::size_t nth) {
  const auto call = [nth](Script& script) -> Publish& { return script.calls[nth]; };
  shrinking.shorten([nth](auto& script) -> auto& { return script.calls[nth].answers; });
  set(shrinking, [&](Script& script) -> auto& { return call(script).to; }, shrinking.smallest().calls.front().to);
  set(shrinking, [&](Script& script) -> auto& { return call(script).deadline; }, no_deadline);
  set(shrinking, [&](Script& script) -> auto& { return call(script).payload; }, std::string());
  if (shrinking.smallest().calls[nth].deadline != no_deadline) {
    round(shrinking, [&](Script& script) -> auto& { return call(script).deadline; });
  }
  round(shrinking, [&](Script& script) -> auto& { return call(script).at; });
  for (std::size_t i = 0; i < shrinking.smallest().calls[nth].answers.size(); ++i) {
    if (!set(shrinking, [&](Script& script) -> auto& { return call(script).answers[i]; }, succeeds(10ms)) &&
        shrinking.smallest().calls[nth].answers[i].latency != never) {
      round(shrinking, [&](Script& script) -> auto& { return call(script).answers[i].latency; }, 10ms);
    }
  }
}

void simplify_fault(Shrinking& shrinking, std::size_t nth) {
  const auto fault = [nth](Script& script) -> Fault& { return script.conditions.faults[nth]; };
  set(shrinking, [&](Script& script) -> auto& { return fault(script).share; }, 1.0);
  set(shrinking, [&](Script& script) -> auto& { return fault(script).from; }, Duration::zero());
  round(shrinking, [&](Script& script) -> auto& { return fault(script).from; });
  round(shrinking, [&](Script& script) -> auto& { return fault(script).until; });
  round(shrinking, [&](Script& script) -> auto& { return fault(script).extra; });
}

void simplify_parts(Shrinking& shrinking) {
  for (std::size_t nth = 0; nth < shrinking.smallest().calls.size(); ++nth) simplify_call(shrinking, nth);
  const std::size_t faults = shrinking.smallest().conditions.faults.size();
  for (std::size_t nth = 0; nth < faults; ++nth) simplify_fault(shrinking, nth);
  for (std::size_t nth = 0; nth < shrinking.smallest().wall_clock.size(); ++nth) {
    round(shrinking, [nth](Script& script) -> auto& { return script.wall_clock[nth].at; });
  }
}

// Calls are numbered as they are listed: in the order in which they come, as people read them.
void sort_by_time(Shrinking& shrinking) {
  shrinking.change([](Script& script) { std::ranges::stable_sort(script.calls, {}, &Publish::at); });
}

}  // namespace

void shrink_script(Shrinking& shrinking) {
  // What one step made smaller lets another go on. Gaps that are closed and times that are
  // rounded could take turns for ever.
  constexpr unsigned most_rounds = 3;
  for (unsigned round = 0; round < most_rounds; ++round) {
    const unsigned before = shrinking.taken();
    shorten(shrinking);
    switch_rules_off(shrinking);
    lower_limits(shrinking);
    shorten(shrinking);
    round_settings(shrinking);
    close_gaps(shrinking);
    simplify_parts(shrinking);
    sort_by_time(shrinking);
    if (shrinking.taken() == before) return;
  }
}

assay::kit::Experiment<Script> experiment(std::function<Script(std::uint64_t seed)> make, Watch watch) {
  return {.make = std::move(make),
          .play = [watch](assay::kit::Recorder& recorder,
                          const Script& script) { Simulation::play(recorder, script, watch); },
          .shrink = shrink_script,
          .size = size_of};
}

}  // namespace judge
