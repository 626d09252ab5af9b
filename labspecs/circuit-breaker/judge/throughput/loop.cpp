#include "throughput/loop.hpp"

#include <algorithm>
#include <chrono>
#include <random>

namespace judge {

using namespace std::chrono_literals;
using lab::bench::Work;

namespace {

constexpr Duration loop_time = 15ms;
constexpr int repetitions = 6;
constexpr std::uint64_t pilot_messages = 2'000;
// A program that would need more than this for its loop is far from any bar.
constexpr std::uint64_t fewest_messages = 1'000;
constexpr std::uint64_t most_messages = 400'000;

}  // namespace

lab::Config measured_config() {
  lab::Config config;
  config.retry = {.max_attempts = 3, .base_delay = 1ms, .max_delay = 8ms, .jitter = 0};
  config.breaker = {.failure_threshold = 5,
                    .window_size = 64,
                    .minimum_calls = 32,
                    .failure_ratio = 0.5,
                    .slow_call = 1s,
                    .open_period = 10'000h,
                    .half_open_probes = 2,
                    .half_open_successes = 2};
  config.max_concurrent = 1'000;
  config.call_timeout = 1s;
  return config;
}

BenchLoop::BenchLoop(BenchProgram& program, Way way, const Work& like, std::uint64_t seed)
    : program_(program), way_(way), like_(like), seed_(lab::bench::mix(seed, std::random_device()())) {
  if (like_.messages > 0) return;
  like_.messages = pilot_messages;
  run(next_work());  // the first allocates what the others use again
  const Duration took = std::max<Duration>(run(next_work()).cpu, 1us);
  like_.messages = std::clamp<std::uint64_t>(
      pilot_messages * static_cast<std::uint64_t>(loop_time.count()) / static_cast<std::uint64_t>(took.count()),
      fewest_messages, most_messages);
}

Work BenchLoop::next_work() {
  Work work = like_;
  work.seed = lab::bench::mix(seed_, ++loops_);
  work.first = loops_ * most_messages;
  return work;
}

Spent BenchLoop::run(const Work& work) {
  return way_ == Way::published ? program_.publish_all(work) : program_.send_all(work);
}

double BenchLoop::cpu_nanoseconds() {
  const Work work = next_work();
  return std::max(0.1, static_cast<double>(run(work).cpu.count()) / static_cast<double>(work.messages));
}

Duration BenchLoop::wall(std::uint32_t threads) {
  Duration shortest = Duration::max();
  for (int i = 0; i < repetitions; ++i) {
    Work work = next_work();
    work.threads = threads;
    shortest = std::min(shortest, run(work).wall);
  }
  return shortest;
}

void BenchLoop::suffer_outage() {
  Work work = next_work();
  work.outage_from = work.first + work.messages / 4 + work.seed % (work.messages / 2);
  run(work);
}

}  // namespace judge
