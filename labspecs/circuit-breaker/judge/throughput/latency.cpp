#include "throughput/latency.hpp"

#include <algorithm>
#include <map>

namespace judge {

using assay::kit::CallId;
using assay::kit::measure::LatencyHistogram;
using Clock = BenchProgram::Clock;

LatencyHistogram latencies_of(BenchProgram& program, const Stream& stream) {
  LatencyHistogram latencies;
  std::map<CallId, Clock::time_point> meant_to_begin;
  const auto take_in = [&](const BenchProgram::Ended& ended) {
    latencies.record(ended.at - meant_to_begin.extract(ended.call).mapped());
  };
  const auto first = Clock::now() + stream.interval;
  for (std::uint64_t i = 0; i < stream.messages; ++i) {
    const auto meant = first + stream.interval * i;
    while (const auto ended = program.next(meant)) take_in(*ended);
    lab::bench::Work work = stream.like;
    work.first += i;
    work.messages = 1;
    meant_to_begin[program.begin(work)] = meant;
  }
  while (!meant_to_begin.empty()) take_in(*program.next(Clock::time_point::max()));
  return latencies;
}

Duration best_p99(BenchProgram& program, const Stream& stream, LatencyHistogram& all) {
  Duration best = Duration::max();
  for (int i = 0; i < 3; ++i) {
    const auto latencies = latencies_of(program, stream);
    all.add(latencies);
    best = std::min(best, latencies.percentile(99));
  }
  return best;
}

}  // namespace judge
