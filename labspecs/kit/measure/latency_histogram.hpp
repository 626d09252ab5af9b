// Latencies from nanoseconds to minutes, each to the same relative precision, in little memory:
// what HdrHistogram does, on Boost.Histogram.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/case_result.hpp"
#include "core/duration.hpp"

namespace assay::kit::measure {

class LatencyHistogram {
 public:
  /// What `percentile` gives differs from the recorded latency that it stands for by at most
  /// this share and a nanosecond of rounding, between `shortest` and `longest`.
  static constexpr double relative_error = 0.005;
  static constexpr core::Duration shortest = std::chrono::nanoseconds(100);
  static constexpr core::Duration longest = std::chrono::minutes(2);

  LatencyHistogram();
  LatencyHistogram(const LatencyHistogram& other);
  LatencyHistogram& operator=(const LatencyHistogram& other);
  ~LatencyHistogram();

  /// A latency outside the range counts as the nearest inside it.
  void record(core::Duration latency);

  /// Adds what another has recorded.
  void add(const LatencyHistogram& other);

  [[nodiscard]] std::uint64_t count() const;

  /// The smallest latency that at least `percent` (above 0, at most 100) of the recorded ones
  /// do not exceed (nearest rank). Of at least one.
  [[nodiscard]] core::Duration percentile(double percent) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// p50, p99 and p99.9 of both, for the report.
[[nodiscard]] core::LatencyProfile latency_profile(std::string title, const LatencyHistogram& subject,
                                                   const LatencyHistogram& baseline);

}  // namespace assay::kit::measure
