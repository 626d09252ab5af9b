// While the circuit is open.
#include "support/case.hpp"

namespace judge {

TEST(Open, FailsFastWithoutTouchingTheDownstream) {
  judge_scenario({"While open, calls fail at once and nothing is sent", "README.md#the-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(1), {.idle_sleeps = true});
                   simulation.publish({.at = 0ms, .answers = {fails(20ms)}, .ends = exhausted});
                   for (const auto at : {21ms, 22ms, 500ms, 1000ms}) simulation.publish({.at = at, .ends = refused});
                   simulation.run();
                 });
}

TEST(Open, LastsExactlyTheOpenPeriod) {
  judge_scenario({"The circuit is open until open_period after it tripped, and not a nanosecond longer",
                  "README.md#the-open-state"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(1));
                   simulation.publish({.at = 0ms, .answers = {fails(20ms)}, .ends = exhausted});
                   simulation.publish({.at = 1020ms - 1ns, .ends = refused});
                   simulation.publish({.at = 1020ms, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Open, DoesNotEndWhenTheWallClockIsSetForward) {
  judge_scenario({"The open period is measured on the steady clock: setting the wall clock forward does not end it",
                  "README.md#clocks"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(1));
                   simulation.publish({.at = 0ms, .answers = {fails()}, .ends = exhausted});
                   simulation.set_wall_clock(100ms, 1h);
                   simulation.publish({.at = 200ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
