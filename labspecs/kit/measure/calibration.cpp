#include "measure/calibration.hpp"

#include <ctime>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::kit::measure {
namespace {

constexpr int repetitions = 5;
constexpr int rounds = 60'000;

core::Duration thread_cpu_time() {
  timespec time{};
  // clock_gettime(2): cannot fail for the calling thread's own clock.
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Integer arithmetic and dependent loads from 32 KiB, what ordinary code spends its time on.
std::uint64_t fixed_work() {
  std::array<std::uint64_t, 4096> table{};
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (int i = 0; i < rounds; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    std::uint64_t& entry = table[static_cast<std::size_t>(state % table.size())];
    state += entry;
    entry = state;
  }
  return state;
}

}  // namespace

core::Duration calibrate() {
  core::Duration best = core::Duration::max();
  for (int i = 0; i < repetitions; ++i) {
    const auto began = thread_cpu_time();
    [[maybe_unused]] volatile std::uint64_t result = fixed_work();
    best = std::min(best, thread_cpu_time() - began);
  }
  return best;
}

bool drifted(core::Duration before, core::Duration after) {
  const auto [faster, slower] = std::minmax(before, after);
  return static_cast<double>(slower.count()) > (1 + tolerated_drift) * static_cast<double>(faster.count());
}

}  // namespace assay::kit::measure
