#include "races/storm_plan.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using assay::kit::judge_scenario;
using assay::kit::Recorder;

void judge_races(const std::string& title, const StormPlan& plan) {
  judge_scenario({.title = title, .read = "README.md#races"},
                 [&](Recorder& recorder, std::uint64_t seed) { judge_storm(recorder, seed, plan, is_any); });
}

}  // namespace

TEST(Races, CallsToOneDestination) {
  judge_races("Calls to one destination do not race",
              {"6 threads publish 1,500 messages each to one destination", storm_of(6, 1500, 1)});
}

TEST(Races, ManyDestinationsFirstUsedAtOnce) {
  judge_races("Destinations may be used for the first time by several threads at once",
              {"6 threads publish to 1,500 destinations, all of them in the same order", storm_of(6, 1500, 1500)});
}

TEST(Races, TransitionsUnderLoad) {
  auto storm = storm_of(6, 1500, 2);
  storm.config.breaker.failure_threshold = 1;
  storm.config.breaker.open_period = 60us;
  storm.config.breaker.half_open_probes = 1;
  storm.config.breaker.half_open_successes = 1;
  storm.spell = 500us;
  judge_races("The breaker may change its state while calls come and go",
              {"6 threads publish 1,500 messages each while the circuit opens and closes all the time", storm});
}

TEST(Races, BulkheadAtItsLimit) {
  auto storm = storm_of(6, 1500, 1);
  storm.config.max_concurrent = 2;
  judge_races("The bulkhead admits max_concurrent calls and no more, however many come at once",
              {"6 threads publish 1,500 messages each through a bulkhead for two", storm});
}

TEST(Races, DeadlinesDuringRetries) {
  auto storm = storm_of(6, 1000, 2);
  storm.config.retry.max_attempts = 5;
  storm.config.breaker.failure_threshold = 20;
  storm.config.breaker.window_size = 0;
  storm.deadline = 300us;
  storm.fair = storm.foul;
  judge_races("Deadlines that pass during retries do not make calls race",
              {"6 threads publish 1,000 messages each, with 300us for each and up to 5 attempts", storm});
}

}  // namespace judge
