// Recovery, probe by probe.
#include "support/case.hpp"

namespace judge {

TEST(Open, DoesNotLastLongerWhenTheWallClockIsSetBack) {
  judge_scenario({"The open period is measured on the steady clock: setting the wall clock back does not prolong it",
                  "README.md#clocks"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(1));
                   simulation.publish({.at = 0ms, .answers = {fails(0ms)}, .ends = exhausted});
                   simulation.set_wall_clock(100ms, -1h);
                   simulation.publish({.at = 500ms, .ends = refused});
                   simulation.publish({.at = 1100ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(HalfOpen, StartsWithNothingCounted) {
  judge_scenario({"A circuit that has closed again has forgotten the failures from before",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_at_half_of(4, 4);
                   config.breaker.failure_threshold = 3;
                   Simulation simulation(recorder, config);
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 500ms, .ends = refused});
                   simulation.publish({.at = 2000ms, .ends = delivered});
                   simulation.publish({.at = 2010ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2020ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2030ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(HalfOpen, ASlowProbeIsAFailedProbe) {
  judge_scenario({"A probe that succeeds too slowly opens the circuit again", "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.breaker.slow_call = 200ms;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2000ms, .answers = {succeeds(300ms)}, .ends = delivered});
                   simulation.publish({.at = 2400ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(HalfOpen, AProbeThatThrowsGivesItsPlaceBack) {
  judge_scenario({"A probe whose connection breaks is a failed probe, and takes no place in the next half-open period",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(1));
                   simulation.publish({.at = 0s, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2s, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 2500ms, .ends = refused});
                   simulation.publish({.at = 4s, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 6s, .ends = delivered});
                   simulation.publish({.at = 7s, .ends = delivered});
                   simulation.run();
                 });
}

TEST(HalfOpen, ARejectedProbeIsASuccess) {
  judge_scenario({"A probe that is answered by a permanent error helps to close the circuit",
                  "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 500ms, .ends = refused});
                   simulation.publish({.at = 2000ms, .answers = {fails_for_good()}, .ends = rejected});
                   // Half-open, this failure would open it.
                   simulation.publish({.at = 2100ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2110ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(HalfOpen, AnEarlierPeriodsSuccessesDoNotCount) {
  judge_scenario({"Each half-open period counts its successes from zero", "README.md#the-half-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(2);
                   config.breaker.half_open_successes = 2;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 2000ms, .answers = {succeeds()}, .ends = delivered});
                   simulation.publish({.at = 2100ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 4000ms, .answers = {succeeds()}, .ends = delivered});
                   // Half-open still, after one success of two, this failure opens it.
                   simulation.publish({.at = 4100ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 4200ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(HalfOpen, AnEarlierPeriodsProbesTakeNoPlace) {
  judge_scenario({"A probe that is still under way from an earlier half-open period neither takes a place nor counts",
                  "README.md#late-results"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.call_timeout = 10s;
                   config.breaker.half_open_probes = 2;
                   config.breaker.half_open_successes = 2;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 1100ms, .answers = {succeeds(1500ms)}, .ends = delivered});
                   simulation.publish({.at = 1110ms, .answers = {fails(10ms)}, .ends = exhausted});
                   simulation.publish({.at = 2200ms, .answers = {succeeds(600ms)}, .ends = delivered});
                   simulation.publish({.at = 2210ms, .answers = {succeeds(500ms)}, .ends = delivered});
                   simulation.publish({.at = 2220ms, .ends = refused});
                   // The first period's probe has succeeded at 2600 ms: still two of this period are in flight.
                   simulation.publish({.at = 2650ms, .ends = refused});
                   // One success so far, at 2710 ms.
                   simulation.publish({.at = 2720ms, .answers = {succeeds(500ms)}, .ends = delivered});
                   simulation.publish({.at = 2730ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
