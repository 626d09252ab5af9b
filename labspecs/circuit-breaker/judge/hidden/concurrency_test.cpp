// Places of the bulkhead, locks, and everything at once.
#include "support/case.hpp"
#include "support/random_script.hpp"
#include "support/shrink_script.hpp"

namespace judge {

TEST(Bulkhead, AWaitingCallKeepsItsPlace) {
  judge_scenario({"A publish keeps its place from beginning to end, its waits included", "README.md#the-bulkhead"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(2);
                   config.max_concurrent = 1;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails(10ms), succeeds(10ms)}, .ends = delivered});
                   simulation.publish({.at = 50ms, .ends = turned_away});
                   simulation.publish({.at = 130ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Bulkhead, EveryEndGivesThePlaceBack) {
  judge_scenario({"However a publish ends, its place is free afterwards", "README.md#the-bulkhead"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(4);
                   config.max_concurrent = 1;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0s, .ends = delivered});
                   simulation.publish({.at = 1s, .answers = {fails_for_good()}, .ends = rejected});
                   simulation.publish({.at = 2s, .deadline = 1s, .ends = too_late});
                   simulation.publish({.at = 3s, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 4s, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 5s, .answers = {hangs()}, .ends = exhausted});
                   simulation.publish({.at = 6s, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 6500ms, .ends = refused});
                   simulation.publish({.at = 8s, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Bulkhead, ComesBeforeTheBreaker) {
  judge_scenario({"A publish that finds the bulkhead full is turned away whatever the circuit's state and its deadline",
                  "README.md#the-bulkhead"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(2);
                   config.max_concurrent = 1;
                   trip_after(config.breaker, 1);
                   Simulation simulation(recorder, config, {.causes = true});
                   simulation.publish({.at = 0ms, .answers = {fails(10ms)}, .ends = refused});
                   simulation.publish({.at = 50ms, .ends = turned_away});
                   simulation.publish({.at = 60ms, .deadline = 50ms, .ends = turned_away});
                   simulation.run();
                 });
}

TEST(Concurrency, NoLockIsHeldWhileACallWaitsForItsNextAttempt) {
  judge_scenario({"A call goes on while another waits for its next attempt", "README.md#threads-and-locks"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(2));
                   simulation.publish({.at = 0ms, .to = "orders", .answers = {fails(10ms)}, .ends = delivered});
                   simulation.publish({.at = 50ms, .to = "orders", .answers = {succeeds(10ms)}, .ends = delivered});
                   simulation.publish({.at = 70ms, .to = "invoices", .answers = {succeeds(10ms)}, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Concurrency, ResultsOfOverlappingCallsAreAllCounted) {
  judge_scenario({"Calls that overlap are counted in the order in which their results come",
                  "README.md#threads-and-locks"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(3));
                   simulation.publish({.at = 0ms, .answers = {fails(60ms)}, .ends = exhausted});
                   simulation.publish({.at = 1ms, .answers = {fails(10ms)}, .ends = exhausted});
                   simulation.publish({.at = 2ms, .answers = {fails(20ms)}, .ends = exhausted});
                   simulation.publish({.at = 50ms, .answers = {succeeds(50ms)}, .ends = delivered});
                   simulation.publish({.at = 70ms, .ends = refused});
                   simulation.publish({.at = 110ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Random, EveryScenarioGoesByTheRules) {
  assay::kit::Campaign<Script>(experiment(random_script, everything), 40)
      .judge({"In random scenarios, with everything switched on, each call does what the rules say",
              "README.md#the-way-of-a-publish"});
}

}  // namespace judge
