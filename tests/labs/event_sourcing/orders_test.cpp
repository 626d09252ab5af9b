// Orders: decisions, upcasting, snapshots.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

#include "store_fixture.hpp"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using lab::Rejection;
using nlohmann::json;
using V = lab::dynamodb::AttributeValue;

class OrdersTest : public StoreTest {
 protected:
  lab::CommandResult handle(decltype(lab::Command::what) what, const std::string& order = "o") {
    return orders_->handle({"command " + std::to_string(++commands_), order, std::move(what)});
  }
  void expect_refused(decltype(lab::Command::what) what, Rejection why, const std::string& order = "o") {
    const auto before = ids(order).size();
    EXPECT_EQ(handle(std::move(what), order).rejection, why);
    EXPECT_EQ(ids(order).size(), before);
  }
  void expect_accepted(decltype(lab::Command::what) what, std::uint64_t version, const std::string& order = "o") {
    const auto result = handle(std::move(what), order);
    EXPECT_EQ(result.rejection, Rejection::none);
    EXPECT_EQ(result.version, version);
  }
  static lab::PlaceOrder place() { return {"ada", "EUR", {{"tea", 2, 450}}}; }

  std::atomic<int> commands_ = 0;
};

TEST_F(OrdersTest, GoTheirWay) {
  expect_accepted(place(), 1);
  expect_accepted(lab::AddLine{{"cup", 1, 100}}, 2);
  expect_accepted(lab::AddLine{{"tea", 1, 450}}, 3);
  expect_accepted(lab::PayOrder{1450}, 4);
  expect_accepted(lab::ShipOrder{"T"}, 5);
  const lab::Order order{5, lab::OrderStatus::shipped, "ada", "EUR", {{"tea", 3, 450}, {"cup", 1, 100}}, "T", ""};
  EXPECT_EQ(orders_->load("o"), order);
  EXPECT_EQ(orders_->load_at("o", std::uint64_t{2})->lines.size(), 2U);
  EXPECT_EQ(orders_->load_at("o", std::uint64_t{2})->version, 2U);
  EXPECT_EQ(orders_->load_at("o", clock_.time), order);
  EXPECT_EQ(orders_->load_at("o", clock_.time - 1ms), std::nullopt);
  EXPECT_EQ(orders_->load_at("o", std::uint64_t{0}), std::nullopt);
  EXPECT_EQ(orders_->load("none"), std::nullopt);
}

TEST_F(OrdersTest, WriteEventsOfTheCurrentSchemas) {
  handle(place());
  handle(lab::AddLine{{"cup", 1, 100}});
  handle(lab::PayOrder{1000});
  handle(lab::CancelOrder{"changed \"mind\""});
  const auto log = store_->load("o");
  ASSERT_EQ(log.size(), 4U);
  EXPECT_EQ(log[0].type + std::to_string(log[0].schema_version), "OrderPlaced3");
  EXPECT_EQ(json::parse(log[0].payload),
            json::parse(R"({"customer":"ada","currency":"EUR","lines":[{"sku":"tea","quantity":2,"price":450}]})"));
  EXPECT_EQ(log[1].type + std::to_string(log[1].schema_version), "OrderLineAdded1");
  EXPECT_EQ(json::parse(log[1].payload), json::parse(R"({"sku":"cup","quantity":1,"price":100})"));
  EXPECT_EQ(log[2].type + std::to_string(log[2].schema_version), "OrderPaid2");
  EXPECT_EQ(json::parse(log[2].payload), json::parse(R"({"amount":1000,"currency":"EUR"})"));
  EXPECT_EQ(log[3].type + std::to_string(log[3].schema_version), "OrderCancelled1");
  EXPECT_EQ(json::parse(log[3].payload), json({{"reason", "changed \"mind\""}}));
  EXPECT_EQ(log[3].id, "command 4");
}

TEST_F(OrdersTest, RefuseWhatIsInvalid) {
  expect_refused(lab::PlaceOrder{"", "EUR", {{"tea", 1, 1}}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "", {{"tea", 1, 1}}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "EUR", {}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "EUR", {{"", 1, 1}}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "EUR", {{"tea", 0, 1}}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "EUR", {{"tea", 1, -1}}}, Rejection::invalid);
  expect_refused(lab::PlaceOrder{"ada", "EUR", {{"tea", 1, 1}, {"tea", 1, 2}}}, Rejection::invalid);
  expect_accepted(lab::PlaceOrder{"ada", "EUR", {{"tea", 1, 0}, {"tea", 2, 0}}}, 1);
  EXPECT_EQ(orders_->load("o")->lines, (std::vector<lab::OrderLine>{{"tea", 3, 0}}));
  expect_refused(lab::AddLine{{"", 1, 1}}, Rejection::invalid);
  expect_refused(lab::AddLine{{"tea", 1, 1}}, Rejection::invalid);
}

TEST_F(OrdersTest, GiveTheFirstReasonThatApplies) {
  for (const auto& what : std::vector<decltype(lab::Command::what)>{lab::AddLine{{"", 0, -1}}, lab::PayOrder{1}, lab::ShipOrder{""}, lab::CancelOrder{""}}) {
    expect_refused(what, Rejection::no_such_order);
  }
  handle(place());
  expect_refused(lab::PlaceOrder{}, Rejection::already_placed);
  expect_refused(lab::ShipOrder{"T"}, Rejection::not_paid);
  expect_refused(lab::PayOrder{899}, Rejection::wrong_amount);
  handle(lab::PayOrder{900});
  expect_refused(lab::PayOrder{899}, Rejection::already_paid);
  expect_refused(lab::AddLine{{"cup", 1, 1}}, Rejection::already_paid);
  expect_refused(lab::AddLine{{"cup", 0, 1}}, Rejection::invalid);
  handle(lab::ShipOrder{"T"});
  for (const auto& what : std::vector<decltype(lab::Command::what)>{lab::AddLine{{"cup", 1, 1}}, lab::PayOrder{1}, lab::ShipOrder{""}, lab::CancelOrder{""}}) {
    expect_refused(what, Rejection::already_shipped);
  }
  handle(place(), "p");
  handle(lab::PayOrder{900}, "p");
  expect_accepted(lab::CancelOrder{"late"}, 3, "p");
  for (const auto& what : std::vector<decltype(lab::Command::what)>{lab::AddLine{{"cup", 1, 1}}, lab::PayOrder{1}, lab::ShipOrder{""}, lab::CancelOrder{""}}) {
    expect_refused(what, Rejection::cancelled, "p");
  }
  expect_refused(place(), Rejection::already_placed, "p");
}

TEST_F(OrdersTest, HaveNoAmountThatOverflows) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  handle(lab::PlaceOrder{"ada", "EUR", {{"moon", 2, most}}});
  expect_refused(lab::PayOrder{-2}, Rejection::wrong_amount);
  handle(lab::PlaceOrder{"ada", "EUR", {{"sun", 1, most}, {"tea", 1, 1}}}, "p");
  expect_refused(lab::PayOrder{std::numeric_limits<std::int64_t>::min()}, Rejection::wrong_amount, "p");
}

TEST_F(OrdersTest, RefuseTextThatJsonCannotHold) {
  EXPECT_THROW(handle(lab::PlaceOrder{"\xff", "EUR", {{"tea", 1, 1}}}), std::invalid_argument);
  EXPECT_THROW((void)orders_->handle({"", "o", place()}), std::invalid_argument);
  EXPECT_THROW((void)orders_->load(""), std::invalid_argument);
}

TEST_F(OrdersTest, DecideAnewWhereAnotherOneGotAhead) {
  handle(place());
  std::atomic<int> added = 0;
  std::vector<std::jthread> threads;
  for (int client = 0; client < 6; ++client) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) added += handle(lab::AddLine{{"cup", 1, 1}}).rejection == Rejection::none ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(added, 60);
  EXPECT_EQ(orders_->load("o")->lines.at(1).quantity, 60U);
}

TEST_F(OrdersTest, SurviveOneFaultAtAnyRequest) {
  for (const Fault fault : {Fault::refused, Fault::lost_answer, Fault::lost_request}) {
    const std::string run = "run" + std::to_string(static_cast<int>(fault)) + "-";
    with_each(fault, [&](const std::string& at) { handle(place(), run + at); },
              [&](const std::string& at) {
                expect_accepted(lab::AddLine{{"cup", 1, 100}}, 2, run + at);
                EXPECT_EQ(orders_->snapshot(run + at), 2U);
                expect_accepted(lab::PayOrder{1000}, 3, run + at);
                EXPECT_EQ(orders_->load(run + at)->status, lab::OrderStatus::paid);
              });
  }
}

class Upcasting : public OrdersTest {
 protected:
  lab::Event upcast(const std::string& type, unsigned version, const std::string& payload) {
    return orders_->upcast({"s", 9, "id", type, version, payload, lab::Time(5ms)});
  }
  void expect(const std::string& type, unsigned version, const std::string& payload, unsigned current, const std::string& wanted) {
    faults_.plan({});
    const auto event = upcast(type, version, payload);
    EXPECT_TRUE(faults_.seen().empty());
    EXPECT_EQ(event.schema_version, current);
    EXPECT_EQ(json::parse(event.payload), json::parse(wanted));
    EXPECT_EQ(event.stream + event.id + event.type, "sid" + type);
    EXPECT_EQ(event.version, 9U);
    EXPECT_EQ(event.recorded_at, lab::Time(5ms));
  }
};

TEST_F(Upcasting, ComposesTheSteps) {
  const std::string v3 = R"({"customer":"ada","currency":"EUR","lines":[{"sku":"unspecified","quantity":1,"price":7}]})";
  expect("OrderPlaced", 1, R"({"customer":"ada","amount":7})", 3, v3);
  expect("OrderPlaced", 2, R"({"customer":"ada","amount":7,"currency":"EUR"})", 3, v3);
  expect("OrderPlaced", 3, v3, 3, v3);
  expect("OrderPaid", 1, R"({"amount":7})", 2, R"({"amount":7,"currency":"EUR"})");
  expect("OrderPaid", 2, R"({"amount":7,"currency":"USD"})", 2, R"({"amount":7,"currency":"USD"})");
  expect("OrderLineAdded", 1, "{}", 1, "{}");
  expect("OrderShipped", 1, "{}", 1, "{}");
  expect("OrderCancelled", 1, "{}", 1, "{}");
}

TEST_F(Upcasting, NamesWhatItDoesNotKnow) {
  for (const auto& [type, version] : std::vector<std::pair<std::string, unsigned>>{
           {"OrderPlaced", 4}, {"OrderPaid", 3}, {"OrderShipped", 2}, {"OrderLineAdded", 2}, {"OrderCancelled", 2}, {"OrderLost", 1}, {"OrderPlaced", 0}}) {
    try {
      (void)upcast(type, version, "{}");
      FAIL() << type;
    } catch (const lab::UnknownEvent& event) {
      EXPECT_EQ(event.type, type);
      EXPECT_EQ(event.schema_version, version);
    }
  }
}

TEST_F(Upcasting, LetsOldEventsMakeAnOrder) {
  store_->append({"o", 0, {{"1", "OrderPlaced", 1, R"({"customer":"ada","amount":7})"}, {"2", "OrderPaid", 1, R"({"amount":7})"}}});
  store_->append({"o", 2, {{"3", "OrderShipped", 1, R"({"tracking":"T"})"}}});
  const lab::Order order{3, lab::OrderStatus::shipped, "ada", "EUR", {{"unspecified", 1, 7}}, "T", ""};
  EXPECT_EQ(orders_->load("o"), order);
  store_->append({"o", 3, {{"4", "OrderReturned", 1, "{}"}}});
  EXPECT_THROW((void)orders_->load("o"), lab::UnknownEvent);
  EXPECT_THROW(handle(lab::CancelOrder{""}), lab::UnknownEvent);
  EXPECT_EQ(orders_->load_at("o", std::uint64_t{3}), order);
}

class Snapshot : public OrdersTest {
 protected:
  /// The order's only snapshot, whatever its form.
  lab::dynamodb::Item stored() { return engine_->scan({config_.tables.snapshots, true, {}, {}}).items.at(0); }
  void put(const lab::dynamodb::Item& item) { engine_->put_item({config_.tables.snapshots, item, {}, {}, {}}); }

  void twenty_events() {
    handle(place());
    for (int i = 0; i < 19; ++i) handle(lab::AddLine{{"cup", 1, 1}});
  }
};

TEST_F(Snapshot, SparesReadingTheEventsBefore) {
  faults_.page_size(1);
  twenty_events();
  const auto reads = [&] {
    faults_.plan({});
    EXPECT_EQ(orders_->load("o")->version, ids("o").size());
    faults_.plan({});
    (void)orders_->load("o");
    return faults_.count("Query");
  };
  EXPECT_GE(reads(), 20U);
  EXPECT_EQ(orders_->snapshot("o"), 20U);
  EXPECT_LE(reads(), 3U);
  handle(lab::AddLine{{"cup", 1, 1}});
  EXPECT_LE(reads(), 4U);
  EXPECT_EQ(orders_->load("o")->lines.at(1).quantity, 20U);
}

TEST_F(Snapshot, OfNoOrderIsNone) { EXPECT_EQ(orders_->snapshot("o"), 0U); }

TEST_F(Snapshot, IsNotUsedWhereAnyOfItIsDamaged) {
  twenty_events();
  (void)orders_->snapshot("o");
  const auto whole = stored();
  const auto right = orders_->load("o");
  for (const auto& [name, value] : whole) {
    if (value == V::s("o")) continue;  // the key
    std::vector<lab::dynamodb::AttributeValue> others{V(), V::s("x"), V::n(1'000'000), V::b("{}"), V::boolean(true)};
    if (value.is_s()) others.push_back(V::s(value.s() + "x"));
    if (value.is_n()) others.push_back(V::n(value.n() + 1));
    for (std::size_t i = 0; value.is_b() && i < value.b().size(); i += 7) {
      std::string bytes = value.b();
      bytes[i] = static_cast<char>(bytes[i] ^ 1);
      others.push_back(V::b(bytes));
    }
    for (const auto& other : others) {
      auto damaged = whole;
      damaged[name] = other;
      put(damaged);
      EXPECT_EQ(orders_->load("o"), right) << name;
    }
    auto missing = whole;
    missing.erase(name);
    put(missing);
    EXPECT_EQ(orders_->load("o"), right) << name;
  }
  EXPECT_EQ(orders_->snapshot("o"), 20U);
  EXPECT_EQ(stored(), whole);
}

TEST_F(Snapshot, OfALogThatIsNoLongerTheOrdersIsNotUsed) {
  twenty_events();
  (void)orders_->snapshot("o");
  const auto from_ahead = stored();
  config_.tables = fresh_tables();
  store_ = lab::make_event_store(config_, environment_);
  orders_ = lab::make_orders(config_, environment_);
  store_->create_tables();
  put(from_ahead);
  EXPECT_EQ(orders_->load("o"), std::nullopt);
  handle(lab::PlaceOrder{"bob", "USD", {{"pen", 1, 5}}});
  EXPECT_EQ(orders_->load("o")->customer, "bob");
  for (int i = 0; i < 25; ++i) handle(lab::AddLine{{"ink", 1, 1}});
  EXPECT_EQ(orders_->load("o")->customer, "bob");
  EXPECT_EQ(orders_->load("o")->version, 26U);
  EXPECT_EQ(orders_->snapshot("o"), 26U);
  EXPECT_EQ(orders_->load("o")->lines.at(1), (lab::OrderLine{"ink", 25, 1}));
}

}  // namespace
}  // namespace assay::test
