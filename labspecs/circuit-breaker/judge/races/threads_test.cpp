#include "races/storm_plan.hpp"

namespace judge {

using namespace std::chrono_literals;

TEST(Threads, EveryCallComesBack) {
  auto storm = storm_of(8, 1000, 3);
  storm.config.max_concurrent = 4;
  storm.deadline = 5ms;
  const StormPlan plan{"8 threads publish 1,000 messages each, to three destinations, through everything at once", storm};
  assay::kit::judge_scenario({.title = "No call waits for ever: there is no deadlock and no lost wake-up", .read = "README.md#races"},
                             [&](assay::kit::Recorder& recorder, std::uint64_t seed) {
                               judge_storm(recorder, seed, plan, is_lock_cycle);
                             });
}

}  // namespace judge
