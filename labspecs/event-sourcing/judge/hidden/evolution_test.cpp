// Upcasting is reading, and nothing else.
#include "support/case.hpp"
#include "support/requests.hpp"

namespace judge {
namespace {

std::vector<lab::Event> old_order() {
  return {{"old", 1, "old-1", "OrderPlaced", 1, R"({"amount":700,"customer":"eve"})", moment(1)},
          {"old", 2, "old-2", "OrderLineAdded", 1, R"({"sku":"pen","quantity":2,"price":150})", moment(2)},
          {"old", 3, "old-3", "OrderPaid", 1, R"({"amount":1000})", moment(3)}};
}

}  // namespace

TEST(Evolution, UpcastingIsPure) {
  judge_in_world({"upcast gives the same for the same event, and asks nothing of its environment", "README.md#schemas"},
                 [](World& world, Client& client) {
                   world.clear_record();
                   for (const auto& event : old_order()) {
                     const auto first = value_of(client.upcast(event));
                     world.set_clock(world.now() + 1h);
                     const auto second = value_of(client.upcast(event));
                     expect(first == second, "upcast gives the same twice", "it gave " + in_words(first) + ", then " + in_words(second));
                     expect(value_of(client.upcast(first)) == first, "an event of the current version stays as it is", "it becomes another");
                   }
                   expect(world.proxy().record().empty() && world.clock_readings() == 0, "nothing is asked of DynamoDB or the clock", "something is");
                 });
}

TEST(Evolution, WhatIsStoredIsNotRewritten) {
  judge_in_world({"Loading and continuing an old order leaves its stored events as they are", "README.md#schemas"},
                 [](World& world, Client& client) {
                   plant(world.log(), old_order());
                   world.clear_record();
                   expect_order_is_its_log(world, client, "old");
                   (void)value_of(client.order_at("old", 2));
                   (void)value_of(client.snapshot("old"));
                   (void)value_of(client.rebuild());
                   const auto shipped = client.handle({"c1", "old", lab::ShipOrder{"TR"}});
                   expect(value_of(shipped).version == 4, shipped.call + " is done, as version 4", in_words(shipped.value));
                   auto log = log_of(world.log(), "old");
                   if (!log.empty()) log.pop_back();
                   expect_events("the event table, read by the judge,", old_order(), log);
                   const auto writes = writes_to(world, world.tables().events);
                   expect(writes.size() == 1, "one request writes to the event table: the new event's",
                          writes.empty() ? "there is none" : text_of(writes.size(), " do, the first: ", describe(writes.front().request)));
                 });
}

TEST(Evolution, AFutureEventStopsAMigration) {
  judge_in_world({"migrate throws UnknownEvent for an event that it does not know", "README.md#migration"}, [](World& world, Client& client) {
    auto log = old_order();
    log.push_back({"old", 4, "old-4", "OrderPlaced", 4, "{}", moment(9)});
    plant(world.log(), log);
    const auto reply = client.migrate(world.more_tables("migrated"));
    expect(reply.ending == Ending::unknown_event && reply.unknown.type == "OrderPlaced" && reply.unknown.schema_version == 4,
           reply.call + " throws UnknownEvent(\"OrderPlaced\", 4)", reply.returned() ? "it returned" : "it threw " + reply.text);
  });
}

TEST(Evolution, AFutureEventStopsAProjection) {
  judge_in_world({"A projection throws UnknownEvent for an event that it does not know, and does not pass over it", "README.md#the-projection"},
                 [](World& world, Client& client) {
                   auto log = old_order();
                   log.push_back({"old", 4, "old-4", "OrderReturned", 1, "{}", moment(9)});
                   const auto reply = client.handle_events(log);
                   expect(reply.ending == Ending::unknown_event && reply.unknown.type == "OrderReturned",
                          reply.call + " throws UnknownEvent(\"OrderReturned\", 1)", reply.returned() ? "it returned" : "it threw " + reply.text);
                   plant(world.log(), log);
                   const auto rebuilt = client.rebuild();
                   expect(rebuilt.ending == Ending::unknown_event, "rebuild throws UnknownEvent", rebuilt.returned() ? "it returned" : "it threw " + rebuilt.text);
                 });
}

TEST(Evolution, CopiesAreRepeatable) {
  judge_in_world({"A migration or recovery that is run again changes nothing, and reports the same", "README.md#migration"},
                 [](World& world, Client& client) {
                   plant(world.log(), old_order());
                   plant(world.log(), long_order("order-1", 5, moment(0)));
                   const auto migrated = world.more_tables("migrated");
                   const auto restored = world.more_tables("restored");
                   const auto first = std::pair{value_of(client.migrate(migrated)).events, value_of(client.restore_to(moment(9999), restored)).events};
                   const auto before = std::pair{logs_of(world.log(migrated)), logs_of(world.log(restored))};
                   world.set_clock(moment(500'000));
                   const auto second = std::pair{value_of(client.migrate(migrated)).events, value_of(client.restore_to(moment(9999), restored)).events};
                   expect(first == second && first.first == 9, "both report 9 events, also the second time",
                          text_of("they report ", first.first, " and ", first.second, ", then ", second.first, " and ", second.second));
                   expect(before == std::pair{logs_of(world.log(migrated)), logs_of(world.log(restored))}, "the targets are as before", "they have changed");
                 });
}

}  // namespace judge
