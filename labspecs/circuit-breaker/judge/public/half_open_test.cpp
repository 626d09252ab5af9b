// After the open period.
#include "support/case.hpp"

namespace judge {

TEST(HalfOpen, AdmitsOnlySoManyProbes) {
  judge_scenario({"While half-open, at most half_open_probes sends are in flight, however many calls come",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.breaker.half_open_probes = 2;
                   config.breaker.half_open_successes = 3;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2000ms, .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.publish({.at = 2010ms, .answers = {succeeds(200ms)}, .ends = delivered});
                   simulation.publish({.at = 2020ms, .ends = refused});
                   simulation.publish({.at = 2030ms, .ends = refused});
                   simulation.publish({.at = 2110ms, .answers = {succeeds(200ms)}, .ends = delivered});
                   simulation.publish({.at = 2120ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(HalfOpen, ClosesAfterEnoughSuccesses) {
  judge_scenario({"half_open_successes successes close the circuit, and then one failure does not open it",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(2);
                   config.breaker.half_open_successes = 2;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 500ms, .ends = refused});
                   simulation.publish({.at = 2000ms, .answers = {succeeds(10ms)}, .ends = delivered});
                   simulation.publish({.at = 2100ms, .answers = {succeeds(10ms)}, .ends = delivered});
                   // Half-open, this failure would open it.
                   simulation.publish({.at = 2200ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2300ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(HalfOpen, AFailedProbeReopensForAWholePeriod) {
  judge_scenario({"One failed probe opens the circuit again, for a whole open_period from then on",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(3));
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails(0ms)}, .ends = exhausted});
                   }
                   simulation.publish({.at = 1500ms, .answers = {fails(100ms)}, .ends = exhausted});
                   simulation.publish({.at = 1610ms, .ends = refused});
                   simulation.publish({.at = 2600ms - 1ns, .ends = refused});
                   simulation.publish({.at = 2700ms, .ends = delivered});
                   simulation.run();
                 });
}

}  // namespace judge
