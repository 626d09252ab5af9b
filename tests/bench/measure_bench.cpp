// measure_bench [RUNS]: how far a program's figure is from its own, measured in pairs as a suite
// measures it, and what a measurement costs.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "judge/configuration.hpp"
#include "judge/live_subject.hpp"
#include "measure/comparison.hpp"
#include "measure/interval.hpp"
#include "measure/meter.hpp"

namespace {

using namespace assay::kit;
using Clock = std::chrono::steady_clock;

class Program {
 public:
  measure::Spent work() {
    const measure::Meter meter(subject_);
    subject_.invoke(++calls_, "work", wire::Writer().u64(10'000'000).take());
    return meter.until(subject_.next(Clock::time_point::max())->at);
  }

 private:
  static LiveOptions options() {
    LiveOptions options;
    options.environment = {"SLOWNESS=100"};
    return options;
  }
  LiveSubject subject_{options()};
  CallId calls_ = 0;
};

struct Run {
  double off = 0;    ///< how far the ratio is from 1
  double width = 0;  ///< of the interval
  double seconds = 0;
};

/// The bar is far off, so that seven pairs are enough.
Run run_once(bool cpu, std::uint64_t seed) {
  Program subject;
  Program baseline;
  const auto figure = [cpu](Program& program) {
    return [cpu, &program] {
      const auto spent = program.work();
      return static_cast<double>((cpu ? spent.cpu : spent.wall).count());
    };
  };
  const auto began = Clock::now();
  const measure::Question question{.name = "time", .title = "time", .unit = "ns", .more_is_better = false, .bar = 0.1};
  const auto answer = measure::compare(question, figure(subject), figure(baseline), seed);
  return {std::abs(answer.comparison.ratio - 1), answer.comparison.high - answer.comparison.low,
          std::chrono::duration<double>(Clock::now() - began).count()};
}

void print_runs(const char* name, bool cpu, int runs) {
  std::vector<double> off;
  std::vector<double> widths;
  std::vector<double> seconds;
  for (int i = 0; i < runs; ++i) {
    const Run run = run_once(cpu, static_cast<std::uint64_t>(i));
    off.push_back(run.off);
    widths.push_back(run.width);
    seconds.push_back(run.seconds);
  }
  std::printf("  %-28s off by %.2f %% (worst %.2f %%), interval %.2f %% wide, %.0f ms a comparison\n", name,
              100 * measure::median(off), 100 * *std::max_element(off.begin(), off.end()),
              100 * measure::median(widths), 1000 * measure::median(seconds));
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 20;
  if (runs < 1) return 2;
  Configuration configuration;
  configuration.suite = "bench";
  configuration.subject_folder = ASSAY_MEASURED_SUBJECT;
  configuration.limits.cpu = configuration.limits.wall = std::chrono::minutes(2);
  set_configuration(configuration);
  std::printf("a program against itself, 7 pairs, median of %d (a bar is told from one 20 %% off)\n", runs);
  print_runs("CPU time from the cgroup", true, runs);
  print_runs("real time", false, runs);
  const auto began = Clock::now();
  for (int i = 0; i < runs; ++i) (void)measure::calibrate();
  const std::chrono::duration<double, std::milli> took = Clock::now() - began;
  std::printf("  one calibration: %.2f ms\n", took.count() / runs);
  return 0;
}
