// Memory, from the cgroup: of a process for each measurement, as a peak does not go down again.
#include <gtest/gtest.h>

#include <algorithm>

#include "throughput/comparison.hpp"
#include "throughput/loop.hpp"

namespace judge {
namespace {

using lab::bench::Work;

constexpr std::uint64_t ordinary_load = 3'000;
constexpr std::uint64_t spike = 10 * ordinary_load;

/// The most memory, in MiB, of a program that is given so many messages of 1 KiB by eight threads
/// at once, and then, in an outage, as many again, of which none is delivered.
double peak_of(Whose whose, std::uint64_t messages, std::uint64_t seed) {
  constexpr double mebibyte = 1 << 20;
  BenchProgram program(whose, measured_config());
  const Work load{.seed = seed, .messages = messages, .threads = 8, .payload_size = 1024};
  program.publish_all(load);
  program.publish_all({.seed = seed, .messages = lab::bench::still_sent, .outage_from = 0});
  program.publish_all(load);
  return static_cast<double>(program.end().count) / mebibyte;
}

double peak_under_the_spike(Whose whose, std::uint64_t seed) { return peak_of(whose, spike, seed); }

/// In MiB, but not less than 1, so that a page more or less does not matter.
double growth(Whose whose, std::uint64_t seed) {
  constexpr double least = 1;
  return std::max(least, peak_of(whose, spike, seed) - peak_of(whose, ordinary_load, seed));
}

TEST(Memory, IsNotFarAboveTheReferences) {
  // Five times: the reference has less than 2 MiB, of which most is the C library's own.
  judge_against_reference(
      {.title = "Ten times the load takes no more memory than it has to", .read = "README.md#speed-and-memory"},
      {.name = "peak_memory", .title = "peak memory under the spike", .unit = "MiB", .more_is_better = false, .bar = 0.2},
      peak_under_the_spike);
}

TEST(Memory, DoesNotGrowWithTheLoad) {
  // The spike is 30 MiB of messages, which nobody needs to keep. Up to 4 MiB are let pass.
  judge_against_reference({.title = "Memory stays bounded under ten times the load", .read = "README.md#speed-and-memory"},
                          {.name = "memory_growth", .title = "growth of the peak memory from the load to ten times the load",
                           .unit = "MiB", .more_is_better = false, .bar = 0.25},
                          growth);
}

}  // namespace
}  // namespace judge
