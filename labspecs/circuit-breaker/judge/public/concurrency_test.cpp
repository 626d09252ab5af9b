// Several calls at once: the bulkhead, and locks.
#include "support/case.hpp"

namespace judge {

TEST(Bulkhead, BoundsTheCallsUnderWay) {
  judge_scenario({"At most max_concurrent publishes to a destination are under way; the next is turned away at once",
                  "README.md#the-bulkhead"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = plain();
                   config.max_concurrent = 2;
                   Simulation simulation(recorder, config, {.idle_sleeps = true});
                   simulation.publish({.at = 0ms, .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.publish({.at = 10ms, .answers = {succeeds(200ms)}, .ends = delivered});
                   simulation.publish({.at = 20ms, .ends = turned_away});
                   simulation.publish({.at = 110ms, .answers = {succeeds(50ms)}, .ends = delivered});
                   simulation.publish({.at = 120ms, .ends = turned_away});
                   simulation.run();
                 });
}

TEST(Bulkhead, ABusyDestinationDoesNotStarveAnother) {
  judge_scenario({"Each destination has a bulkhead of its own", "README.md#one-for-each-destination"},
                 [](Recorder& recorder, std::uint64_t) {
                   auto config = plain();
                   config.max_concurrent = 1;
                   Simulation simulation(recorder, config);
                   simulation.publish({.at = 0ms, .to = "orders", .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.publish({.at = 10ms, .to = "invoices", .ends = delivered});
                   simulation.publish({.at = 20ms, .to = "orders", .ends = turned_away});
                   simulation.run();
                 });
}

TEST(Concurrency, NoLockIsHeldWhileTheDownstreamWorks) {
  judge_scenario({"A call goes on while another waits for the downstream", "README.md#threads-and-locks"},
                 [](Recorder& recorder, std::uint64_t) {
                   Simulation simulation(recorder, trips_after(2));
                   simulation.publish({.at = 0ms, .to = "orders", .answers = {succeeds(100ms)}, .ends = delivered});
                   simulation.publish({.at = 10ms, .to = "orders", .answers = {succeeds(10ms)}, .ends = delivered});
                   simulation.publish({.at = 30ms, .to = "invoices", .answers = {succeeds(10ms)}, .ends = delivered});
                   simulation.publish({.at = 200ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 210ms, .answers = {fails()}, .ends = exhausted});
                   simulation.publish({.at = 220ms, .ends = refused});
                   simulation.run();
                 });
}

}  // namespace judge
