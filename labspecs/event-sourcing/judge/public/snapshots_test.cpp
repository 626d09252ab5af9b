// Snapshots, which save reading and change nothing.
#include "support/case.hpp"
#include "support/order_script.hpp"
#include "support/requests.hpp"

namespace judge {

TEST(Snapshots, SaveReadingTheEventsBefore) {
  judge_in_world({"With a snapshot, loading an order reads only the events after it", "README.md#snapshots"},
                 [](World& world, Client& client) {
                   auto log = long_order("order-1", 299, moment(0));
                   plant(world.log(), log);
                   const auto taken = client.snapshot("order-1");
                   expect(value_of(taken) == 300, "the snapshot is of version 300", text_of("it is of version ", taken.value));
                   OrderScript script(world, client);
                   for (int i = 1; i <= 3; ++i) script.play({text_of("c", i), "order-1", lab::AddLine{{"sku-1", 1, 100}}});
                   world.clear_record();
                   (void)value_of(client.order("order-1"));
                   // Three events, and one more that may be read to see whether the snapshot fits the log.
                   const auto read = events_read(world);
                   expect(read.events <= 5, "with a snapshot at version 300 and 3 events after it, load reads at most 5 events",
                          text_of("it reads ", read.events));
                 });
}

TEST(Snapshots, GiveTheSameOrder) {
  judge_in_world({"An order is the same with a snapshot, without one and after another one", "README.md#snapshots"},
                 [](World& world, Client& client) {
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", place_of("ada", {{"pen", 2, 150}})});
                   for (int i = 2; i <= 5; ++i) {
                     const auto taken = client.snapshot("order-1");
                     const auto version = script.log("order-1").size();
                     expect(value_of(taken) == version, text_of("the snapshot is of version ", version), text_of("it is of version ", taken.value));
                     script.play({text_of("c", i), "order-1", lab::AddLine{{text_of("sku-", i), 1, 100}}});
                     script.play({text_of("d", i), "order-1", lab::AddLine{{"pen", 1, 150}}});
                   }
                   script.play({"c6", "order-1", lab::CancelOrder{"done"}});
                   (void)value_of(client.snapshot("order-1"));
                   expect_order_is_its_log(world, client, "order-1");
                 });
}

TEST(Snapshots, ArePastWhereThePastIsAsked) {
  judge_in_world({"An order as it was before the snapshot has nothing of what came later", "README.md#snapshots"},
                 [](World& world, Client& client) {
                   const auto log = long_order("order-1", 9, moment(0));
                   plant(world.log(), log);
                   (void)value_of(client.snapshot("order-1"));
                   for (const std::size_t version : {1, 4, 9, 10}) {
                     const auto expected = fold({log.begin(), log.begin() + static_cast<std::ptrdiff_t>(version)});
                     const auto reply = client.order_at("order-1", version);
                     expect(value_of(reply) == expected, reply.call + " gives " + in_words(expected), in_words(reply.value));
                     const auto by_time = client.order_at("order-1", log[version - 1].recorded_at);
                     expect(value_of(by_time) == expected, by_time.call + " gives " + in_words(expected), in_words(by_time.value));
                   }
                 });
}

TEST(Snapshots, OfNoOrderAreNone) {
  judge_in_world({"A snapshot of an order that was never placed has version 0, and it is still not there", "README.md#snapshots"},
                 [](World&, Client& client) {
                   const auto taken = client.snapshot("none");
                   expect(value_of(taken) == 0, "it gives 0", text_of("it gives ", taken.value));
                   const auto order = client.order("none");
                   expect(!value_of(order), "there is no such order", in_words(order.value));
                 });
}

}  // namespace judge
