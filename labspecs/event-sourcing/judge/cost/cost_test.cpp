// Requests and consumed capacity, which decide before time does.
#include "cost/counts.hpp"
#include "support/requests.hpp"

namespace judge {
namespace {

constexpr int appends = 40;

std::function<void(World&, const Client&)> order_of(std::size_t lines, bool with_snapshot) {
  return [=](World& world, const Client& client) {
    plant(world.log(), long_order("order-1", lines, moment(0)));
    if (with_snapshot) (void)value_of(client.snapshot("order-1"));
  };
}

void load_order(World&, const Client& client) { (void)value_of(client.order("order-1")); }

// How what loading costs grows with the order's length.
double growth_of_loading(Recorder& recorder, bool with_snapshot) {
  std::vector<std::pair<double, double>> points;
  for (const std::size_t lines : {400, 800, 1600, 3200}) {
    Recorder unseen;
    const auto cost = cost_of(unseen, Whose::submission, order_of(lines, with_snapshot), load_order);
    recorder.step({}, "judge", text_of("of ", lines + 1, " events, load takes ", cost.requests, " requests and ", cost.capacity, " capacity units"));
    points.emplace_back(static_cast<double>(lines + 1), std::max(cost.capacity, 0.5));
  }
  return growth(points);
}

}  // namespace

TEST(Cost, OfAppendingOneEvent) {
  judge_cost({"Appending single events takes no more requests and capacity than it should", "README.md#costs"}, appends, 3, {},
             [](World&, const Client& client) {
               for (int i = 0; i < appends; ++i) (void)value_of(client.append({"a", static_cast<std::uint64_t>(i), new_events(text_of("e", i, "-"), 1)}));
             });
}

TEST(Cost, OfAppendingSeveralEvents) {
  judge_cost({"Appending several events at once takes no more requests and capacity than it should", "README.md#costs"}, 10 * 20, 3, {},
             [](World&, const Client& client) {
               for (int i = 0; i < 10; ++i) (void)value_of(client.append({"a", static_cast<std::uint64_t>(20 * i), new_events(text_of("e", i, "-"), 20)}));
             });
}

TEST(Cost, OfLoading) {
  judge_cost({"Loading a stream takes no more requests and capacity than it should", "README.md#costs"}, 2000, 3,
             [](World& world, const Client&) { plant(world.log(), long_stream("a", 2000, moment(0))); },
             [](World&, const Client& client) { (void)value_of(client.load("a")); });
}

TEST(Cost, OfCommands) {
  judge_cost({"A command on an order with a snapshot takes no more requests and capacity than it should", "README.md#costs"}, 10, 3,
             order_of(500, true), [](World&, const Client& client) {
               for (int i = 0; i < 10; ++i) (void)value_of(client.handle({text_of("c", i), "order-1", lab::AddLine{{"sku-1", 1, 100}}}));
             });
}

TEST(Growth, OfLoadingIsLinear) {
  judge_scenario({"What loading an order costs grows with its length, and not with the square of it", "README.md#costs"},
                 [](Recorder& recorder, std::uint64_t) {
                   const double exponent = growth_of_loading(recorder, false);
                   assay::kit::record_metric("exponent", exponent);
                   expect(exponent <= 1.2, "the cost grows at most with the power 1.2 of the length", text_of("it grows with the power ", exponent));
                 });
}

TEST(Growth, OfLoadingIsNoneWithASnapshot) {
  judge_scenario({"With a snapshot, what loading an order costs does not grow with its length", "README.md#costs"},
                 [](Recorder& recorder, std::uint64_t) {
                   const double exponent = growth_of_loading(recorder, true);
                   assay::kit::record_metric("exponent", exponent);
                   expect(exponent <= 0.25, "the cost grows at most with the power 0.25 of the length", text_of("it grows with the power ", exponent));
                 });
}

}  // namespace judge
