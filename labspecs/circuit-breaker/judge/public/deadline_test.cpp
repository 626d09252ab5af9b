#include "support/case.hpp"

namespace judge {

TEST(Deadline, LimitsTheTimeoutOfASend) {
  judge_scenario({"A send's timeout is call_timeout, or what is left until the deadline where that is less",
                  "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3), {.timeouts = true});
                   simulation.publish(
                       {.deadline = 800ms, .answers = {fails(50ms), fails(50ms), hangs()}, .ends = exhausted});
                   simulation.run();
                 });
}

TEST(Deadline, NothingIsSentOnceItIsReached) {
  judge_scenario({"A publish whose deadline has come sends nothing", "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, plain());
                   simulation.publish({.at = 100ms, .deadline = 100ms, .ends = too_late});
                   simulation.publish({.at = 200ms, .deadline = 150ms, .ends = too_late});
                   simulation.publish({.at = 300ms, .deadline = 300ms + 1ns, .answers = {succeeds(0ms)},
                                       .ends = delivered});
                   simulation.run();
                 });
}

TEST(Deadline, NoOneSleepsToOrPastIt) {
  judge_scenario({"Where the next attempt could not begin before the deadline, the publish fails at once",
                  "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(2), {.idle_sleeps = true});
                   simulation.publish({.at = 0s, .deadline = 60ms, .answers = {fails(10ms)}, .ends = too_late});
                   simulation.publish({.at = 1s, .deadline = 1110ms, .answers = {fails(10ms)}, .ends = too_late});
                   simulation.publish({.at = 2s, .deadline = 2110ms + 1ns, .answers = {fails(10ms), succeeds(0ms)},
                                       .ends = delivered});
                   simulation.run();
                 });
}

}  // namespace judge
