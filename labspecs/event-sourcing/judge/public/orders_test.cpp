// The domain over the store.
#include "support/case.hpp"
#include "support/order_script.hpp"

namespace judge {

TEST(Orders, ArePlacedPaidAndShipped) {
  judge_in_world({"Each command that the rules allow appends one event, and the order is what its events make of it",
                  "README.md#orders"},
                 [](World& world, Client& client) {
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", place_of("ada", {{"pen", 2, 150}, {"ink", 1, 990}})});
                   script.play({"c2", "order-1", lab::AddLine{{"pad", 3, 400}}});
                   script.play({"c3", "order-1", lab::PayOrder{2490}});
                   script.play({"c4", "order-1", lab::ShipOrder{"TR-1"}});
                 });
}

TEST(Orders, AreCancelled) {
  judge_in_world({"An order can be cancelled until it is shipped, and is not paid or shipped after that", "README.md#orders"},
                 [](World& world, Client& client) {
                   OrderScript script(world, client);
                   for (const std::string order : {"placed", "paid"}) {
                     script.play({order + "-1", order, place_of("ada", {{"pen", 1, 150}})});
                     if (order == "paid") script.play({order + "-2", order, lab::PayOrder{150}});
                     script.play({order + "-3", order, lab::CancelOrder{"changed my mind"}});
                     script.play({order + "-4", order, lab::PayOrder{150}});
                     script.play({order + "-5", order, lab::ShipOrder{"TR-2"}});
                     script.play({order + "-6", order, lab::CancelOrder{"again"}});
                   }
                 });
}

TEST(Orders, RefuseWhatTheRulesForbid) {
  judge_in_world({"A command that the rules forbid is refused for the reason that the README gives, and appends nothing",
                  "README.md#orders"},
                 [](World& world, Client& client) {
                   OrderScript script(world, client);
                   script.play({"n1", "none", lab::PayOrder{1}});
                   script.play({"n2", "none", lab::CancelOrder{"why"}});
                   script.play({"n3", "none", place_of("", {{"pen", 1, 150}})});
                   script.play({"n4", "none", place_of("ada", {})});
                   script.play({"n5", "none", place_of("ada", {{"pen", 0, 150}})});
                   script.play({"n6", "none", place_of("ada", {{"pen", 1, -1}})});
                   script.play({"n7", "none", place_of("ada", {{"pen", 1, 150}, {"pen", 1, 151}})});
                   script.play({"c1", "order-1", place_of("ada", {{"pen", 2, 150}})});
                   script.play({"c2", "order-1", place_of("bob", {{"pen", 2, 150}})});
                   script.play({"c3", "order-1", lab::ShipOrder{"TR-1"}});
                   script.play({"c4", "order-1", lab::PayOrder{299}});
                   script.play({"c5", "order-1", lab::AddLine{{"pen", 1, 149}}});
                   script.play({"c6", "order-1", lab::AddLine{{"", 1, 149}}});
                   script.play({"c7", "order-1", lab::PayOrder{300}});
                   script.play({"c8", "order-1", lab::PayOrder{300}});
                   script.play({"c9", "order-1", lab::AddLine{{"ink", 1, 990}}});
                   script.play({"c10", "order-1", lab::ShipOrder{"TR-1"}});
                   script.play({"c11", "order-1", lab::CancelOrder{"late"}});
                 });
}

TEST(Orders, AddUpLinesOfOneSku) {
  judge_in_world({"Lines of one SKU become one line with the sum of their quantities", "README.md#orders"},
                 [](World& world, Client& client) {
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", place_of("ada", {{"pen", 2, 150}, {"ink", 1, 990}, {"pen", 3, 150}})});
                   script.play({"c2", "order-1", lab::AddLine{{"ink", 4, 990}}});
                   script.play({"c3", "order-1", lab::PayOrder{5 * 150 + 5 * 990}});
                 });
}

TEST(Orders, AreRebuiltFromAnyLog) {
  judge_in_world({"An order that another program wrote is what its log makes of it", "README.md#orders"},
                 [](World& world, Client& client) {
                   plant(world.log(), long_order("order-1", 40, moment(0)));
                   expect_order_is_its_log(world, client, "order-1");
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", lab::CancelOrder{"enough"}});
                 });
}

}  // namespace judge
