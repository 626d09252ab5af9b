// Nothing is lost, and the deadline's finer rules.
#include "support/case.hpp"

namespace judge {

TEST(DeadLetters, KeepTheMessageAsItWas) {
  judge_scenario({"A dead letter holds the original message, whatever its payload is", "README.md#dead-letters"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, plain(), {.dead_letters = true});
                   std::string every_byte;
                   for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
                   const std::string large = std::string(100'000, 'x') + '\0';
                   int nth = 0;
                   for (const auto& payload : {std::string(), every_byte, std::string("naïve – 東京 – 🚀"), large}) {
                     simulation.publish(
                         {.at = nth++ * 10ms, .payload = payload, .answers = {fails()}, .ends = exhausted});
                   }
                   simulation.run();
                 });
}

TEST(DeadLetters, CountTheAttempts) {
  judge_scenario({"A dead letter says how often its message was sent", "README.md#dead-letters"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(4);
                   trip_after(config.breaker, 6);
                   Simulation simulation(recorder, config, {.dead_letters = true, .attempts = true});
                   simulation.publish({.at = 0s, .answers = std::vector<Answer>(4, fails()), .ends = exhausted});
                   simulation.publish({.at = 10s, .answers = {fails(), fails()}, .ends = refused});
                   simulation.publish({.at = 10500ms, .ends = refused});
                   simulation.publish({.at = 20s, .ends = delivered});
                   simulation.publish({.at = 30s, .deadline = 30250ms, .answers = {fails(), fails()},
                                       .ends = too_late});
                   simulation.publish({.at = 40s, .deadline = 39s, .ends = too_late});
                   simulation.run();
                 });
}

TEST(Deadline, ReachedWhileWaitingForTheDownstream) {
  judge_scenario({"A send that uses up the time that was left ends the publish with deadline_exceeded",
                  "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3), {.timeouts = true, .causes = true});
                   simulation.publish({.deadline = 300ms, .answers = {hangs()}, .ends = too_late});
                   simulation.publish({.at = 1s, .deadline = 1450ms, .answers = {fails(50ms), hangs()},
                                       .ends = too_late});
                   simulation.run();
                 });
}

TEST(Deadline, AnAnswerAtTheDeadlineIsDelivered) {
  judge_scenario({"A message that the downstream accepted is delivered, at the deadline as well",
                  "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3));
                   simulation.publish({.deadline = 300ms, .answers = {succeeds(300ms)}, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Deadline, NoneIsNotAnOverflow) {
  judge_scenario({"With no deadline, retries go on to the last attempt", "README.md#deadlines"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3), {.timeouts = true});
                   simulation.publish({.deadline = no_deadline, .answers = {fails(), fails(), fails()},
                                       .ends = exhausted});
                   simulation.run();
                 });
}

TEST(Clocks, SlownessIsMeasuredOnTheSteadyClock) {
  judge_scenario({"Setting the wall clock during a call makes it neither slow nor fast", "README.md#clocks"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = trips_after(1);
                   config.breaker.slow_call = 400ms;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.set_wall_clock(50ms, 2h);
                   simulation.publish({.at = 500ms, .answers = {succeeds(450ms)}, .ends = delivered});
                   simulation.set_wall_clock(700ms, -5h);
                   simulation.publish({.at = 1000ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
