// The circuit breaker's finer rules.
#include "support/case.hpp"

namespace judge {

TEST(Breaker, TheWindowSlides) {
  judge_scenario({"Only the last window_size results count for the ratio: older failures are forgotten",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_at_half_of(4, 4));
                   for (int nth = 0; nth < 16; ++nth) {
                     const bool failure = nth % 4 == 0;
                     simulation.publish({.at = nth * 10ms, .answers = {failure ? fails() : succeeds()},
                                         .ends = failure ? exhausted : delivered});
                   }
                   simulation.publish({.at = 160ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 170ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 180ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, OldSuccessesLeaveTheWindow) {
  judge_scenario({"Only the last window_size results count for the ratio: older successes do not outweigh failures",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_at_half_of(4, 2));
                   for (int nth = 0; nth < 10; ++nth) simulation.publish({.at = nth * 10ms, .ends = delivered});
                   simulation.publish({.at = 200ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 210ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 220ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, ASuccessMayCompleteTheMinimum) {
  judge_scenario({"The ratio is looked at after every result, a success that completes minimum_calls included",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_at_half_of(10, 4));
                   for (const auto at : {0ms, 10ms, 20ms}) {
                     simulation.publish({.at = at, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.publish({.at = 30ms, .answers = {succeeds()}, .ends = delivered});
                   simulation.publish({.at = 40ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, RulesThatAreOffDoNotTrip) {
  judge_scenario({"With failure_threshold and window_size zero nothing opens the circuit",
                  "README.md#the-closed-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, plain());
                   for (int nth = 0; nth < 20; ++nth) {
                     simulation.publish({.at = nth * 10ms, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.run();
                 });
}

TEST(Breaker, LateResultsDoNotCount) {
  judge_scenario({"The result of a send that was admitted before the circuit last changed its state is ignored",
                  "README.md#late-results"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(2);
                   config.call_timeout = 10s;
                   config.breaker.half_open_successes = 2;
                   Simulation simulation(recorder, config);
                   // Admitted while closed, these come back while half-open.
                   simulation.publish({.at = 0ms, .answers = {fails(1600ms)}, .ends = exhausted});
                   simulation.publish({.at = 1ms, .answers = {succeeds(1700ms)}, .ends = delivered});
                   simulation.publish({.at = 2ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 4ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 1500ms, .answers = {succeeds(10ms)}, .ends = delivered});
                   // Had the failure at 1.6 s counted, this would be refused; had the success at 1.7 s
                   // counted, the circuit would be closed, and this failure would not open it.
                   simulation.publish({.at = 1800ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 1820ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Breaker, LateFailuresDoNotProlongTheOpenPeriod) {
  judge_scenario({"A failure that comes back while the circuit is open does not open it anew",
                  "README.md#late-results"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.call_timeout = 10s;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {fails(800ms)}, .ends = exhausted});
                   simulation.publish({.at = 0ms, .answers = {fails(100ms)}, .ends = exhausted});
                   simulation.publish({.at = 500ms, .ends = refused});
                   simulation.publish({.at = 1200ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Failures, SlowMeansAtLeastSlowCall) {
  judge_scenario({"A send of slow_call exactly is a failure, and one a nanosecond shorter is not",
                  "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.breaker.slow_call = 200ms;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0s, .answers = {succeeds(200ms - 1ns)}, .ends = delivered});
                   simulation.publish({.at = 1s, .answers = {succeeds(200ms)}, .ends = delivered});
                   simulation.publish({.at = 1500ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Failures, APermanentErrorResetsTheCount) {
  judge_scenario({"A permanent error counts as a success, and so starts the count of failures again",
                  "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 10ms, .answers = {fails_for_good()}, .ends = rejected});
                   simulation.publish({.at = 20ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 30ms, .ends = delivered});
                   simulation.publish({.at = 40ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 50ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 60ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Failures, CallsThatWereNotSentDoNotCount) {
  judge_scenario({"A publish that is turned away or too late says nothing of the downstream, and is not counted",
                  "README.md#what-counts-as-a-failure"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.max_concurrent = 1;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.publish({.at = 10ms, .ends = turned_away});
                   simulation.publish({.at = 200ms, .deadline = 150ms, .ends = too_late});
                   simulation.publish({.at = 300ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 400ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
