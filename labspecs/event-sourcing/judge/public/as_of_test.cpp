// Streams and orders as they were.
#include "support/case.hpp"

namespace judge {
namespace {

std::vector<lab::Event> first_of(const std::vector<lab::Event>& log, std::size_t count) {
  return {log.begin(), log.begin() + static_cast<std::ptrdiff_t>(std::min(count, log.size()))};
}

}  // namespace

TEST(AsOf, AVersionIncludesIt) {
  judge_in_world({"A stream at a version ends with that version, and a later version than the last is the whole stream",
                  "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   const auto log = long_stream("a", 9, moment(0));
                   plant(world.log(), log);
                   for (const std::uint64_t version : {0, 1, 5, 8, 9, 10, 1000}) {
                     expect_events(text_of("load_at version ", version), first_of(log, version), value_of(client.load_at("a", version)));
                   }
                 });
}

TEST(AsOf, AMomentIncludesWhatWasRecordedAtIt) {
  judge_in_world({"A stream at a moment has the events that were recorded up to it, those of the very moment included",
                  "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   auto log = long_stream("a", 6, moment(0));
                   for (std::size_t i = 0; i < log.size(); ++i) log[i].recorded_at = moment(static_cast<std::int64_t>(i + 1) * 100);
                   plant(world.log(), log);
                   for (const auto& [at, count] : {std::pair{99, 0}, {100, 1}, {101, 1}, {299, 2}, {300, 3}, {600, 6}, {99999, 6}}) {
                     expect_events("load_at " + to_text(moment(at)), first_of(log, static_cast<std::size_t>(count)),
                                   value_of(client.load_at("a", moment(at))));
                   }
                 });
}

TEST(AsOf, AnOrderIsWhatItsEventsWereThen) {
  judge_in_world({"An order at a version, or at a moment, is what its events up to then make of it", "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   const auto log = long_order("order-1", 6, moment(0));
                   plant(world.log(), log);
                   for (std::size_t version = 0; version <= log.size(); ++version) {
                     const auto expected = fold(first_of(log, version));
                     const auto by_version = client.order_at("order-1", version);
                     expect(value_of(by_version) == expected, by_version.call + " gives " + in_words(expected), in_words(by_version.value));
                     if (version == 0) continue;
                     const auto by_time = client.order_at("order-1", log[version - 1].recorded_at);
                     expect(value_of(by_time) == expected, by_time.call + " gives " + in_words(expected), in_words(by_time.value));
                   }
                 });
}

}  // namespace judge
