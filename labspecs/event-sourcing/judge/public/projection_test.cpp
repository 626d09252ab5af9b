// The read side.
#include "support/case.hpp"
#include "support/expected_summary.hpp"
#include "support/order_script.hpp"

namespace judge {

TEST(Projection, TakesInWhatIsDelivered) {
  judge_in_world({"What is delivered is in the summaries of its customers", "README.md#the-projection"},
                 [](World&, Client& client) {
                   std::map<std::string, std::vector<lab::Event>> taken;
                   for (const auto& log : some_orders()) {
                     (void)value_of(client.handle_events(log));
                     taken[log.front().stream] = log;
                     expect_summaries(client, taken, "after these events");
                   }
                 });
}

TEST(Projection, PassesOverRepetitions) {
  judge_in_world({"What is delivered again changes nothing", "README.md#the-projection"}, [](World&, Client& client) {
    std::map<std::string, std::vector<lab::Event>> taken;
    for (const auto& log : some_orders()) {
      for (std::size_t from = 0; from < log.size(); ++from) {
        (void)value_of(client.handle_events(log));
        (void)value_of(client.handle_events({log.begin() + static_cast<std::ptrdiff_t>(from), log.end()}));
      }
      taken[log.front().stream] = log;
    }
    expect_summaries(client, taken, "after each event was delivered several times");
  });
}

TEST(Projection, CatchesUpWithTheLog) {
  judge_in_world({"After catch_up the summaries have every event that was appended before", "README.md#the-projection"},
                 [](World& world, Client& client) {
                   (void)value_of(client.catch_up());
                   expect_summaries(world, client, "of an empty log");
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", place_of("ada", {{"pen", 2, 150}})});
                   script.play({"c2", "order-2", place_of("bob", {{"ink", 1, 990}})});
                   (void)value_of(client.catch_up());
                   expect_summaries(world, client, "after catch_up");
                   script.play({"c3", "order-1", lab::PayOrder{300}});
                   script.play({"c4", "order-2", lab::CancelOrder{"no"}});
                   (void)value_of(client.catch_up());
                   (void)value_of(client.catch_up());
                   expect_summaries(world, client, "after catch_up, twice");
                 });
}

TEST(Projection, IsRebuiltFromTheLog) {
  judge_in_world({"rebuild forgets what it has and takes in the whole log", "README.md#the-projection"},
                 [](World& world, Client& client) {
                   for (const auto& log : some_orders()) plant(world.log(), log);
                   // Of an order that the log does not have, from a store that was restored since.
                   auto gone = some_orders().front();
                   for (auto& event : gone) event.stream = "gone";
                   (void)value_of(client.handle_events(gone));
                   (void)value_of(client.rebuild());
                   expect_summaries(world, client, "after rebuild");
                   (void)value_of(client.rebuild());
                   expect_summaries(world, client, "after a second rebuild");
                 });
}

}  // namespace judge
