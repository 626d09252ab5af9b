// When the breaker trips, and what counts as a failure.
#include "support/case.hpp"

namespace judge {

TEST(Breaker, TripsAtTheThreshold) {
  judge_scenario({"The configured number of failures in a row opens the circuit",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after_a_row_of(3));
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 30ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, StaysClosedBelowTheThreshold) {
  judge_scenario({"One failure fewer than the threshold leaves the circuit closed", "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after_a_row_of(3));
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 20ms, .ends = delivered});
                   for (const auto at : {30ms, 40ms, 50ms}) {
                     simulation.publish({.at = at, .to = "invoices", .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 60ms, .to = "invoices", .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, ASuccessResetsTheCount) {
  judge_scenario({"A success between failures starts the count of consecutive failures again",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after_a_row_of(3));
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 20ms, .answers = {succeeds()}, .ends = delivered});
                   simulation.publish({.at = 30ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 40ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 50ms, .ends = delivered});
                   for (const auto at : {60ms, 70ms, 80ms}) {
                     simulation.publish({.at = at, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 90ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, TripsAtTheFailureRatio) {
  judge_scenario({"The failure ratio over the window opens the circuit, with successes in between",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_at_half_of(10, 4));
                   simulation.publish({.at = 0ms, .answers = {succeeds()}, .ends = delivered});
                   simulation.publish({.at = 10ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 20ms, .answers = {succeeds()}, .ends = delivered});
                   simulation.publish({.at = 30ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 40ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, WaitsForTheMinimumOfCalls) {
  judge_scenario({"Fewer results than minimum_calls do not open the circuit, even if all are failures",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_at_half_of(10, 4));
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 30ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 40ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, KeepsDestinationsApart) {
  judge_scenario({"Failures of one destination do not open the circuit of another",
                  "README.md#one-for-each-destination"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0ms, .to = "orders", .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .to = "invoices", .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 20ms, .to = "orders", .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 30ms, .to = "orders", .ends = refused});
                   simulation.publish({.at = 40ms, .to = "invoices", .ends = delivered});
                   simulation.run();
                 });
}

TEST(Failures, SlowCallsCount) {
  judge_scenario({"A send that takes slow_call or longer counts as a failure, and is delivered all the same",
                  "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(2);
                   config.breaker.slow_call = 200ms;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0s, .answers = {succeeds(300ms)}, .ends = delivered});
                   simulation.publish({.at = 1s, .answers = {succeeds(300ms)}, .ends = delivered});
                   simulation.publish({.at = 2s, .ends = refused});
                   simulation.run();
                 });
}

TEST(Failures, TimeoutsCount) {
  judge_scenario({"A send that times out counts as a failure", "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0s, .answers = {hangs()}, .ends = exhausted});
                   simulation.publish({.at = 1s, .answers = {hangs()}, .ends = exhausted});
                   simulation.publish({.at = 2s, .ends = refused});
                   simulation.run();
                 });
}

TEST(Failures, BrokenConnectionsCount) {
  judge_scenario({"A send that throws DownstreamError counts as a failure", "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0ms, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {breaks()}, .ends = exhausted});
                   simulation.publish({.at = 20ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Failures, PermanentErrorsDoNotCount) {
  judge_scenario({"A permanent error is an answer: the downstream works, and the circuit stays closed",
                  "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails_for_good()}, .ends = rejected});
                   }
                   simulation.publish({.at = 30ms, .ends = delivered});
                   simulation.publish({.at = 40ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 50ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 60ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
