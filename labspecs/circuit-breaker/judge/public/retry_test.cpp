// Which failures are tried again, and after how long.
#include "support/case.hpp"

namespace judge {

TEST(Retry, TriesAgainAfterATransientError) {
  judge_scenario({"A message whose first attempt fails for a time is delivered by the second", "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3));
                   simulation.publish({.answers = {fails(), succeeds()}, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Retry, TriesAgainAfterATimeoutOrABrokenConnection) {
  judge_scenario({"Timeouts and broken connections are tried again as transient errors are", "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3));
                   simulation.publish({.answers = {hangs(), breaks(), succeeds()}, .ends = delivered});
                   simulation.run();
                 });
}

TEST(Retry, StopsAtTheLastAttempt) {
  judge_scenario({"A message is sent at most max_attempts times, and no one waits after the last", "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3), {.idle_sleeps = true});
                   simulation.publish({.answers = {fails(), fails(), fails()}, .ends = exhausted});
                   simulation.run();
                 });
}

TEST(Retry, DoesNotRetryPermanentErrors) {
  judge_scenario({"A permanent error ends the publish: the message is not sent again", "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, retries(3));
                   simulation.publish({.at = 0ms, .answers = {fails_for_good()}, .ends = rejected});
                   simulation.publish({.at = 1s, .answers = {fails(), fails_for_good()}, .ends = rejected});
                   simulation.run();
                 });
}

TEST(Backoff, DoublesUpToTheCap) {
  judge_scenario({"Without jitter the waits are base_delay, twice that, and so on, up to max_delay",
                  "README.md#backoff"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(6);
                   config.retry.max_delay = 500ms;
                   Simulation simulation(recorder, config, {.waits = true});
                   simulation.publish({.answers = std::vector<Answer>(6, fails()), .ends = exhausted});
                   simulation.run();
                 });
}

TEST(Backoff, JitterStaysWithinItsBounds) {
  judge_scenario({"With jitter each wait is between bound × (1 − jitter) and bound", "README.md#backoff"},
                 [](Recorder& recorder, std::uint64_t seed) {
                   auto config = retries(6);
                   config.retry.jitter = 0.5;
                   config.retry.max_delay = 1s;
                   Simulation simulation(recorder, config, {.waits = true}, seed);
                   for (int call = 0; call < 10; ++call) {
                     simulation.publish(
                         {.at = call * 10s, .answers = std::vector<Answer>(6, fails()), .ends = exhausted});
                   }
                   simulation.run();
                 },
                 3);
}

}  // namespace judge
