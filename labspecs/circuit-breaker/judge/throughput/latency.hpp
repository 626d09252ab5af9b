// Latencies under a steady stream of calls (an open loop).
#pragma once

#include <cstdint>

#include "bench/work.hpp"
#include "core/duration.hpp"
#include "measure/latency_histogram.hpp"
#include "throughput/program.hpp"

namespace judge {

/// So many messages, one at each multiple of `interval`, whether or not those before have ended.
/// A latency counts from the moment at which its message was meant to begin, so that one that
/// holds up the others is seen in all of them ("coordinated omission", Gil Tene).
struct Stream {
  lab::bench::Work like;     ///< each message's, but for its number
  std::uint64_t messages = 0;
  Duration interval{};
};

[[nodiscard]] assay::kit::measure::LatencyHistogram latencies_of(BenchProgram& program, const Stream& stream);

/// The 99th percentile in the best of three streams, as what else the machine does can only make
/// one worse. All their latencies are added to `all`.
[[nodiscard]] Duration best_p99(BenchProgram& program, const Stream& stream,
                                assay::kit::measure::LatencyHistogram& all);

}  // namespace judge
