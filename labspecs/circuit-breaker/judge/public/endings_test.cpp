// What becomes of a message that is not delivered, and of its caller.
#include "support/case.hpp"

namespace judge {

TEST(DeadLetters, OneForEachMessageThatIsNotDelivered) {
  judge_scenario({"A message that is not delivered is dead-lettered exactly once, and no other is",
                  "README.md#dead-letters"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(2), {.dead_letters = true});
                   simulation.publish({.at = 0s, .answers = {fails(), fails()}, .ends = exhausted});
                   simulation.publish({.at = 1s, .answers = {fails(), succeeds()}, .ends = delivered});
                   simulation.publish({.at = 2s, .deadline = 1s, .ends = too_late});
                   simulation.run();
                 });
}

TEST(DeadLetters, NameTheCause) {
  judge_scenario({"A dead letter names why the message was not delivered", "README.md#dead-letters"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(2);
                   config.max_concurrent = 1;
                   Simulation simulation(recorder, config, {.dead_letters = true, .causes = true});
                   simulation.publish({.at = 0ms, .answers = {fails_for_good(50ms)}, .ends = rejected});
                   simulation.publish({.at = 10ms, .ends = turned_away});
                   simulation.publish({.at = 100ms, .deadline = 90ms, .ends = too_late});
                   simulation.publish({.at = 200ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 300ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 400ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Fallback, IsAskedOnceAndItsReplyServed) {
  judge_scenario({"Who publishes in vain gets the fallback's reply, which is asked for once", "README.md#the-fallback"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2), {.fallback = true, .fallback_causes = true});
                   simulation.publish({.at = 0ms, .ends = delivered});
                   simulation.publish({.at = 10ms, .answers = {fails_for_good()}, .ends = rejected});
                   simulation.publish({.at = 20ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 30ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 40ms, .ends = refused});
                   simulation.run();
                 });
}

TEST(Fallback, ComesAfterTheDeadLetter) {
  judge_scenario({"The message is safe among the dead letters before the fallback is asked", "README.md#the-fallback"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, plain(), {.order = true});
                   simulation.publish({.answers = {fails()}, .ends = exhausted});
                   simulation.run();
                 });
}

}  // namespace judge
