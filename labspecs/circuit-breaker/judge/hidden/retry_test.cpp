// Backoff and jitter, and where retries meet the breaker.
#include <algorithm>

#include "support/case.hpp"

namespace judge {
namespace {

// Waits of many calls that each wait once, for `base_delay` less a random part.
std::vector<Duration> first_waits(Recorder& recorder, std::uint64_t random_seed) {
  auto config = retries(2);
  config.retry.jitter = 1;
  recorder.step(0s, "judge", "makes a publisher with random seed " + std::to_string(random_seed));
  Simulation simulation(recorder, config, {.waits = true}, random_seed);
  for (int nth = 0; nth < 50; ++nth) simulation.publish({.at = nth * 1s, .answers = {fails()}, .ends = delivered});
  simulation.run();
  return simulation.waits();
}

}  // namespace

TEST(Retry, StopsWhenTheCircuitOpens) {
  judge_scenario({"Each attempt asks the breaker: a message whose failures opened the circuit is not sent again",
                  "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(5);
                   trip_after(config.breaker, 2);
                   Simulation simulation(recorder, config);
                   simulation.publish({.answers = {fails(), fails()}, .ends = refused});
                   simulation.run();
                 });
}

TEST(Retry, EachAttemptCountsForTheBreaker) {
  judge_scenario({"The breaker counts sends, not publishes: a publish that succeeds at its third attempt failed twice",
                  "README.md#retries"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(3);
                   config.breaker.window_size = 4;
                   config.breaker.minimum_calls = 4;
                   config.breaker.failure_ratio = 0.75;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0s, .answers = {fails(), fails(), succeeds()}, .ends = delivered});
                   simulation.publish({.at = 1s, .answers = {fails()}, .ends = refused});
                   simulation.run();
                 });
}

TEST(Backoff, ManyAttemptsDoNotOverflow) {
  judge_scenario({"The doubling of the wait stays at max_delay however many attempts there are", "README.md#backoff"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = retries(150);
                   config.retry.base_delay = 3ns;
                   config.retry.max_delay = 1h;
                   Simulation simulation(recorder, config, {.waits = true});
                   simulation.publish({.deadline = 24h * 365, .answers = std::vector<Answer>(150, fails()),
                                       .ends = exhausted});
                   simulation.run();
                 });
}

TEST(Backoff, JitterSpreadsTheWaits) {
  judge_scenario({"Jitter spreads the waits over their whole range", "README.md#backoff"},
                 [](Recorder& recorder, std::uint64_t seed) {
                   auto waits = first_waits(recorder, seed);
                   std::sort(waits.begin(), waits.end());
                   // Of 50 uniform values, all are above (or below) these once in about 2 * 10^9.
                   const bool spread = waits.front() < 35ms && waits.back() > 65ms;
                   waits.erase(std::unique(waits.begin(), waits.end()), waits.end());
                   if (spread && waits.size() >= 25) return;
                   throw Violation{"50 waits with full jitter and a bound of 100ms are spread between 0s and 100ms",
                                   "they are between " + to_string(waits.front()) + " and " + to_string(waits.back()) +
                                       ", with " + counted(waits.size(), "different value")};
                 },
                 3);
}

TEST(Backoff, PublishersDoNotWaitInStep) {
  judge_scenario({"Two publishers whose Random differs do not wait the same times", "README.md#backoff"},
                 [](Recorder& recorder, std::uint64_t seed) {
                   const auto one = first_waits(recorder, 2 * seed);
                   const auto other = first_waits(recorder, 2 * seed + 1);
                   if (one != other) return;
                   throw Violation{"the random part of a wait comes from the Random of the environment",
                                   "two publishers with different randomness wait exactly the same times, the first " +
                                       to_string(one.front())};
                 });
}

}  // namespace judge
