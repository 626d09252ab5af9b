// Point-in-time recovery and migration, by replay into other tables.
#include "support/case.hpp"
#include "support/expected_summary.hpp"

namespace judge {
namespace {

void expect_copied(World& world, const Reply<lab::CopyReport>& reply, const lab::Tables& target,
                   const std::map<std::string, std::vector<lab::Event>>& expected) {
  std::uint64_t events = 0;
  for (const auto& [stream, log] : expected) events += log.size();
  expect(value_of(reply).events == events, text_of(reply.call, " reports ", events, " events"), text_of("it reports ", reply.value.events));
  auto copied = logs_of(world.log(target));
  for (const auto& [stream, log] : expected) {
    expect_events(text_of("the target's event table, stream ", in_quotes(stream), ","), log, copied[stream]);
    copied.erase(stream);
  }
  std::erase_if(copied, [](const auto& one) { return one.second.empty(); });
  expect(copied.empty(), "the target has no other streams", copied.empty() ? "" : "it has " + in_quotes(copied.begin()->first));
}

}  // namespace

TEST(Recovery, RestoresTheStoreAsItWas) {
  judge_in_world({"restore_to copies every stream as it was at the moment into new tables", "README.md#recovery"},
                 [](World& world, Client& client) {
                   std::map<std::string, std::vector<lab::Event>> expected;
                   const Time at = moment(301);
                   for (const auto& log : some_orders()) {
                     plant(world.log(), log);
                     for (const auto& event : log) {
                       if (event.recorded_at <= at) expected[event.stream].push_back(event);
                     }
                   }
                   const auto target = world.more_tables("restored");
                   expect_copied(world, client.restore_to(at, target), target, expected);
                   world.open(2, target);
                   const Client restored(world, 2);
                   const auto order = fold(expected.begin()->second);
                   const auto reply = restored.order(expected.begin()->first);
                   expect(value_of(reply) == order, "in the restored store the order is " + in_words(order), in_words(reply.value));
                 });
}

TEST(Recovery, RestoresOneStream) {
  judge_in_world({"restore_to copies one stream where one is named", "README.md#recovery"}, [](World& world, Client& client) {
    for (const auto& log : some_orders()) plant(world.log(), log);
    const auto log = some_orders()[1];
    const auto target = world.more_tables("restored");
    expect_copied(world, client.restore_to(log[1].recorded_at, target, "order-2"), target, {{"order-2", {log[0], log[1]}}});
  });
}

TEST(Recovery, LeavesTheSourceAsItIs) {
  judge_in_world({"Recovery and migration write nothing to the tables that they read", "README.md#recovery"},
                 [](World& world, Client& client) {
                   for (const auto& log : some_orders()) plant(world.log(), log);
                   const auto before = logs_of(world.log());
                   (void)value_of(client.restore_to(moment(9999), world.more_tables("restored")));
                   (void)value_of(client.migrate(world.more_tables("migrated")));
                   expect(logs_of(world.log()) == before, "the source's event table is as it was", "it has changed");
                 });
}

TEST(Migration, BringsEveryEventToTheCurrentSchema) {
  judge_in_world({"migrate copies every stream with each event in the current version of its schema", "README.md#migration"},
                 [](World& world, Client& client) {
                   std::map<std::string, std::vector<lab::Event>> logs;
                   for (const auto& log : some_orders()) logs[log.front().stream] = log;
                   logs["old"] = {{"old", 1, "old-1", "OrderPlaced", 1, R"({"customer":"eve","amount":700})", moment(1)},
                                  {"old", 2, "old-2", "OrderPaid", 1, R"({"amount":700})", moment(2)}};
                   logs["older"] = {{"older", 1, "older-1", "OrderPlaced", 2, R"({"customer":"eve","amount":700,"currency":"CHF"})", moment(1)}};
                   for (const auto& [stream, log] : logs) plant(world.log(), log);
                   const auto target = world.more_tables("migrated");
                   const auto reply = client.migrate(target);
                   auto copied = logs_of(world.log(target));
                   auto expected = logs;
                   for (auto& [stream, log] : expected) {
                     for (std::size_t i = 0; i < log.size(); ++i) {
                       log[i] = upcast(log[i]);
                       // Its JSON may be spelt otherwise.
                       if (i < copied[stream].size() && payload_of(copied[stream][i].payload) == payload_of(log[i].payload)) {
                         log[i].payload = copied[stream][i].payload;
                       }
                     }
                   }
                   expect_copied(world, reply, target, expected);
                 });
}

}  // namespace judge
