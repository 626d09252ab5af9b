// Clocks that stand still, step back, and change to summer time.
#include "support/case.hpp"

namespace judge {
namespace {

// A stream whose n-th event was appended when the clock said so many milliseconds.
std::vector<lab::Event> append_at(World& world, const Client& client, const std::vector<std::int64_t>& times) {
  std::vector<lab::Event> all;
  for (const auto time : times) {
    world.set_clock(moment(time));
    const lab::StreamAppend append{"a", all.size(), new_events(text_of("e", all.size() + 1, "-"), 1)};
    expect(value_of(client.append(append)).appended, "append after the last version appends", "it gave a conflict");
    for (auto& event : stored(append, world.now())) all.push_back(std::move(event));
  }
  expect_log(world, "a", all);
  return all;
}

void expect_at(const Client& client, const std::vector<lab::Event>& all, std::int64_t time, std::size_t count) {
  const auto reply = client.load_at("a", moment(time));
  expect_events(reply.call, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}, value_of(reply));
}

}  // namespace

TEST(Clocks, EventsOfTheSameMomentBelongTogether) {
  judge_in_world({"Events that were recorded at the same moment are in a stream as of that moment, all of them", "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   const auto all = append_at(world, client, {100, 200, 200, 200, 300});
                   expect_at(client, all, 199, 1);
                   expect_at(client, all, 200, 4);
                   expect_at(client, all, 299, 4);
                   expect_at(client, all, 300, 5);
                 });
}

TEST(Clocks, AClockThatStepsBackLeavesNoHole) {
  judge_in_world({"Where the clock was set back, a stream as of a moment ends before the first event that was recorded later",
                  "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   const auto all = append_at(world, client, {100, 500, 200, 300, 900});
                   expect_at(client, all, 99, 0);
                   expect_at(client, all, 100, 1);
                   expect_at(client, all, 200, 1);
                   expect_at(client, all, 350, 1);
                   expect_at(client, all, 499, 1);
                   expect_at(client, all, 500, 4);
                   expect_at(client, all, 900, 5);
                 });
}

TEST(Clocks, SummerTimeChangesNothing) {
  judge_in_world({"Moments are kept as they are through every change of the local time", "README.md#as-it-was"},
                 [](World& world, Client& client) {
                   // The program runs where summer time ends, by half an hour, on 2026-04-04 at 15:00 UTC; and one hour around it.
                   constexpr std::int64_t hour = 3'600'000;
                   const std::int64_t change = (6 * 24 + 14) * hour + 2'000;
                   const auto all = append_at(world, client, {0, 2'000, change - hour / 2, change - 1, change, change + hour / 2, change + hour});
                   expect_at(client, all, change - hour / 2, 3);
                   expect_at(client, all, change - 1, 4);
                   expect_at(client, all, change, 5);
                   expect_at(client, all, change + hour / 2, 6);
                   expect_events("load", all, value_of(client.load("a")));
                 });
}

TEST(Clocks, RecoveryEndsBeforeTheFirstLaterEvent) {
  judge_in_world({"restore_to leaves out what follows the first event that was recorded later", "README.md#recovery"},
                 [](World& world, Client& client) {
                   const auto all = append_at(world, client, {100, 500, 200, 300, 900});
                   const auto target = world.more_tables("restored");
                   (void)value_of(client.restore_to(moment(400), target));
                   expect_events("the target's event table", {all.begin(), all.begin() + 1}, log_of(world.log(target), "a"));
                 });
}

TEST(Clocks, AreNotReadToLoad) {
  judge_in_world({"Loading asks no clock: an event has its own time", "README.md#orders"}, [](World& world, Client& client) {
    plant(world.log(), long_order("order-1", 5, moment(0)));
    world.clear_record();
    (void)value_of(client.order("order-1"));
    (void)value_of(client.order_at("order-1", 3));
    (void)value_of(client.load("order-1"));
    (void)value_of(client.upcast(long_order("order-1", 1, moment(0)).front()));
    expect(world.clock_readings() == 0, "the clock is not read", text_of("it is read ", world.clock_readings(), " times"));
  });
}

}  // namespace judge
