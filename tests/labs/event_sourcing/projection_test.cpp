// The projection, killed at any request, and the schema registry.
#include <gmock/gmock.h>

#include "lab/schema_registry.hpp"
#include "store_fixture.hpp"

namespace assay::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ProjectionTest : public StoreTest {
 protected:
  void some_orders(const std::string& prefix = "") {
    const auto placed = [&](const std::string& customer) {
      return lab::NewEvent{prefix + "p" + std::to_string(++ids_), "OrderPlaced", 1, R"({"customer":")" + customer + R"(","amount":5})"};
    };
    const auto more = [&](const std::string& type, const std::string& payload) {
      return lab::NewEvent{prefix + "m" + std::to_string(++ids_), type, 1, payload};
    };
    store_->append({prefix + "o1", 0, {placed("ada"), more("OrderPaid", R"({"amount":5})")}});
    store_->append({prefix + "o2", 0, {placed("ada")}});
    store_->append({prefix + "o3", 0, {placed("bob"), more("OrderLineAdded", R"({"sku":"a","quantity":1,"price":1})")}});
    store_->append({prefix + "o1", 2, {more("OrderShipped", R"({"tracking":"T"})")}});
    store_->append({prefix + "o2", 1, {more("OrderPaid", R"({"amount":7})"), more("OrderCancelled", R"({"reason":"r"})")}});
  }
  void expect_times(std::uint64_t times) {
    const auto money = static_cast<std::int64_t>(times);
    EXPECT_EQ(projection_->summary("ada"), (lab::CustomerSummary{2 * times, 2 * times, times, times, 12 * money}));
    EXPECT_EQ(projection_->summary("bob"), (lab::CustomerSummary{times, 0, 0, 0, 0}));
  }
  std::vector<lab::Event> all_events(const std::string& prefix = "") {
    std::vector<lab::Event> events;
    for (const char* order : {"o1", "o2", "o3"}) {
      for (const auto& event : store_->load(prefix + order)) events.push_back(event);
    }
    return events;
  }
  void anew() {
    config_.tables = fresh_tables();
    store_ = lab::make_event_store(config_, environment_);
    projection_ = lab::make_projection(config_, environment_);
    store_->create_tables();
    some_orders();
  }

  int ids_ = 0;
};

TEST_F(ProjectionTest, KnowsNothingOfAStranger) { EXPECT_EQ(projection_->summary("nobody"), lab::CustomerSummary()); }

TEST_F(ProjectionTest, CatchesUpWithWhatIsNew) {
  some_orders();
  projection_->catch_up();
  expect_times(1);
  some_orders("more-");
  faults_.plan({});
  projection_->catch_up();
  EXPECT_EQ(faults_.count("Scan"), 0U);
  expect_times(2);
  faults_.plan({});
  projection_->catch_up();
  EXPECT_EQ(faults_.count("TransactWriteItems"), 0U);
  expect_times(2);
}

TEST_F(ProjectionTest, CountsAnEventOnceHoweverOftenItComes) {
  some_orders();
  const auto events = all_events();
  for (std::size_t end = 1; end <= events.size(); ++end) {
    projection_->handle({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(end)});
    projection_->handle({events.begin(), events.begin() + static_cast<std::ptrdiff_t>(end)});
  }
  expect_times(1);
  projection_->catch_up();
  expect_times(1);
  projection_->handle({});
  expect_times(1);
}

TEST_F(ProjectionTest, LosesAndDoublesNothingWhereverItEnds) {
  for (const Fault fault : {Fault::killed_after, Fault::lost_answer}) {
    with_each(fault, [&](const std::string&) { anew(); },
              [&](const std::string&) {
                projection_->handle(all_events());
                expect_times(1);
              });
    faults_.page_size(2);
    with_each(fault, [&](const std::string&) { anew(); },
              [&](const std::string&) {
                projection_->catch_up();
                expect_times(1);
              });
    faults_.page_size(0);
  }
}

TEST_F(ProjectionTest, RebuildsFromNothing) {
  some_orders();
  projection_->catch_up();
  for (auto& item : engine_->scan({config_.tables.projection, true, {}, {}}).items) {
    for (auto& [name, value] : item) {
      if (name == "revenue" || name == "paid") value = lab::dynamodb::AttributeValue::n(99);
    }
    engine_->put_item({config_.tables.projection, item, {}, {}, {}});
  }
  EXPECT_EQ(projection_->summary("ada").paid, 99U);
  projection_->rebuild();
  expect_times(1);
}

TEST_F(ProjectionTest, IsWholeWhereverARebuildEnds) {
  for (const Fault fault : {Fault::killed_after, Fault::lost_answer}) {
    with_each(fault,
              [&](const std::string&) {
                anew();
                projection_->catch_up();
              },
              [&](const std::string&) {
                projection_->catch_up();
                expect_times(1);
                projection_->handle(all_events());
                expect_times(1);
                projection_->rebuild();
                expect_times(1);
              });
  }
}

TEST_F(ProjectionTest, GoesOnAfterARebuild) {
  some_orders();
  projection_->catch_up();
  projection_->rebuild();
  projection_->rebuild();
  expect_times(1);
  some_orders("more-");
  projection_->catch_up();
  expect_times(2);
  projection_->handle(all_events("more-"));
  expect_times(2);
}

TEST_F(ProjectionTest, LeavesOnlyWhatItNeedsAfterManyRebuilds) {
  some_orders();
  projection_->rebuild();
  const auto size = [&] { return engine_->scan({config_.tables.projection, true, {}, {}}).items.size(); };
  const auto once = size();
  for (int i = 0; i < 5; ++i) projection_->rebuild();
  EXPECT_EQ(size(), once);
}

TEST_F(ProjectionTest, NamesAnEventOfTheFuture) {
  some_orders();
  store_->append({"o1", 3, {{"x", "OrderPlaced", 4, "{}"}}});
  EXPECT_THROW(projection_->catch_up(), lab::UnknownEvent);
  EXPECT_THROW(projection_->rebuild(), lab::UnknownEvent);
  EXPECT_THROW(projection_->handle(all_events()), lab::UnknownEvent);
}

class Registry : public testing::Test {
 protected:
  using Type = lab::FieldType;
  lab::Registration add(unsigned version, std::vector<lab::Field> fields, lab::Compatibility compatibility) {
    return registry_->add({"OrderPlaced", version, std::move(fields)}, compatibility);
  }
  const std::unique_ptr<lab::SchemaRegistry> registry_ = lab::make_schema_registry();
};

TEST_F(Registry, CountsVersionsByEventType) {
  EXPECT_FALSE(add(2, {}, lab::Compatibility::none).accepted);
  EXPECT_TRUE(add(1, {}, lab::Compatibility::full).accepted);
  const auto again = add(1, {}, lab::Compatibility::none);
  EXPECT_FALSE(again.accepted);
  EXPECT_THAT(again.fields, IsEmpty());
  EXPECT_FALSE(add(3, {}, lab::Compatibility::none).accepted);
  EXPECT_TRUE(add(2, {}, lab::Compatibility::none).accepted);
  EXPECT_TRUE(registry_->add({"OrderPaid", 1, {}}, lab::Compatibility::full).accepted);
}

TEST_F(Registry, NamesTheFieldsThatANewReaderLacks) {
  add(1, {{"a", Type::text}, {"o", Type::text, true}, {"i", Type::integer}, {"n", Type::number}}, lab::Compatibility::none);
  const auto refused = add(2, {{"z", Type::text}, {"o", Type::text}, {"d", Type::text, false, true}, {"p", Type::text, true},
                               {"i", Type::number}, {"n", Type::integer}, {"a", Type::bytes, true, true}},
                           lab::Compatibility::backward);
  EXPECT_FALSE(refused.accepted);
  EXPECT_THAT(refused.fields, ElementsAre("a", "n", "o", "z"));
  EXPECT_TRUE(add(2, {{"o", Type::text, false, true}, {"i", Type::number}, {"d", Type::text, true}}, lab::Compatibility::backward).accepted);
}

TEST_F(Registry, NamesTheFieldsThatAnOldReaderLacks) {
  add(1, {{"a", Type::text}, {"b", Type::text, true}, {"i", Type::integer}}, lab::Compatibility::none);
  EXPECT_THAT(add(2, {{"i", Type::number}, {"new", Type::text}}, lab::Compatibility::forward).fields, ElementsAre("a", "i"));
  EXPECT_THAT(add(2, {{"i", Type::integer}, {"a", Type::text, true}}, lab::Compatibility::forward).fields, ElementsAre("a"));
  EXPECT_TRUE(add(2, {{"a", Type::text}, {"i", Type::integer}, {"new", Type::text}}, lab::Compatibility::forward).accepted);
}

TEST_F(Registry, AsksBothWaysWhereBothHaveToBeAble) {
  add(1, {{"old", Type::text}, {"both", Type::text}}, lab::Compatibility::none);
  EXPECT_THAT(add(2, {{"new", Type::text}, {"both", Type::integer}}, lab::Compatibility::full).fields, ElementsAre("both", "new", "old"));
  EXPECT_TRUE(add(2, {{"new", Type::text}, {"both", Type::integer}}, lab::Compatibility::none).accepted);
}

}  // namespace
}  // namespace assay::test
