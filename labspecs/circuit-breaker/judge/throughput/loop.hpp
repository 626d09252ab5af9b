// A loop that is measured again and again.
#pragma once

#include <cstdint>

#include "bench/work.hpp"
#include "core/duration.hpp"
#include "throughput/program.hpp"

namespace judge {

/// What all loops of a suite are configured with: three attempts, and a breaker that looks at
/// both its rules and that one failure in eight messages does not trip.
[[nodiscard]] lab::Config measured_config();

/// Measures the same work of a program repeatedly, each time with another seed, which no program
/// can know before.
class BenchLoop {
 public:
  enum class Way { published, bare };

  /// `like` is the work but for its seed and first number. Where it has no number of messages, it
  /// is run a little first, and gets as many as take the program about 15 ms of CPU time.
  BenchLoop(BenchProgram& program, Way way, const lab::bench::Work& like, std::uint64_t seed);

  /// Of one call, in CPU time; at least a tenth of a nanosecond.
  [[nodiscard]] double cpu_nanoseconds();

  /// Of the whole loop, in real time, with so many threads: the shortest of several, as what
  /// else the machine does can only make one longer.
  [[nodiscard]] Duration wall(std::uint32_t threads);

  /// The same work with an outage in the middle of it, which trips the breaker; for a publisher
  /// that is not used any more. A program that leaves its protection out where it is measured
  /// does not know which loop that is.
  void suffer_outage();

 private:
  Spent run(const lab::bench::Work& work);
  [[nodiscard]] lab::bench::Work next_work();

  BenchProgram& program_;
  Way way_;
  lab::bench::Work like_;
  std::uint64_t seed_;
  std::uint64_t loops_ = 0;
};

}  // namespace judge
