// Restoring and migrating, killed at any request.
#include <gmock/gmock.h>

#include "store_fixture.hpp"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Copy : public StoreTest {
 protected:
  std::unique_ptr<lab::EventStore> opened(const lab::Tables& tables) {
    lab::Config config = config_;
    config.tables = tables;
    return lab::make_event_store(config, environment_);
  }

  void at(int time) { clock_.time = lab::Time(std::chrono::milliseconds(time)); }

  void some_log() {
    at(100);
    append("a", 0, {"a1", "a2"});
    at(300);
    append("a", 2, {"a3"});
    at(200);
    append("a", 3, {"a4"});
    append("b", 0, {"b1"});
    at(400);
    append("c", 0, {"c1"});
  }
};

TEST_F(Copy, RestoresEveryStreamAsItWas) {
  some_log();
  const auto target = fresh_tables();
  EXPECT_EQ(store_->restore_to(lab::Time(200ms), target, {}).events, 3U);
  const auto restored = opened(target);
  EXPECT_EQ(restored->load("a"), store_->load_at("a", std::uint64_t{2}));
  EXPECT_EQ(restored->load("b"), store_->load("b"));
  EXPECT_THAT(restored->load("c"), IsEmpty());
}

TEST_F(Copy, RestoresOneStream) {
  some_log();
  const auto target = fresh_tables();
  EXPECT_EQ(store_->restore_to(lab::Time(300ms), target, "a").events, 4U);
  EXPECT_EQ(opened(target)->load("a"), store_->load("a"));
  EXPECT_THAT(opened(target)->load("b"), IsEmpty());
  EXPECT_EQ(store_->restore_to(lab::Time(300ms), target, "never was").events, 0U);
}

TEST_F(Copy, OfARestoreEndsInTheSameTargetWhereverItIsInterrupted) {
  some_log();
  for (const Fault fault : {Fault::killed, Fault::killed_after, Fault::lost_answer, Fault::refused}) {
    lab::Tables target;
    with_each(fault, [&](const std::string&) { target = fresh_tables(); },
              [&](const std::string&) { EXPECT_EQ(store_->restore_to(lab::Time(300ms), target, {}).events, 5U); });
    EXPECT_EQ(opened(target)->load("a"), store_->load("a"));
  }
}

TEST_F(Copy, LeavesTheRestoredTablesReadyToBeUsed) {
  some_log();
  const auto target = fresh_tables();
  (void)store_->restore_to(lab::Time(400ms), target, {});
  EXPECT_TRUE(opened(target)->append({"a", 4, {event("a5")}}).appended);
  lab::Config config = config_;
  config.tables = target;
  EXPECT_EQ(lab::make_projection(config, environment_)->summary("nobody"), lab::CustomerSummary());
  EXPECT_THAT(ids("a"), ElementsAre("a1", "a2", "a3", "a4"));
}

class Migration : public Copy {
 protected:
  void old_orders() {
    store_->append({"o1", 0, {{"1", "OrderPlaced", 1, R"({"customer":"ada","amount":5})"}, {"2", "OrderPaid", 1, R"({"amount":5})"}}});
    store_->append({"o2", 0, {{"3", "OrderPlaced", 2, R"({"customer":"bob","amount":7,"currency":"USD"})"}}});
  }
};

TEST_F(Migration, UpcastsEachEventAndWritesOnlyToTheTarget) {
  old_orders();
  const auto before = store_->load("o1");
  const auto target = fresh_tables();
  faults_.plan({});
  EXPECT_EQ(store_->migrate(target).events, 3U);
  for (const auto& seen : faults_.seen()) {
    const bool reads = seen.operation == "Scan" || seen.operation == "Query";
    EXPECT_TRUE(reads || seen.table != config_.tables.events) << seen.operation;
  }
  EXPECT_EQ(store_->load("o1"), before);
  const auto migrated = opened(target)->load("o1");
  ASSERT_EQ(migrated.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(migrated[i], orders_->upcast(before[i]));
  EXPECT_EQ(migrated[0].schema_version, 3U);
}

TEST_F(Migration, EndsInTheSameTargetWhereverItIsInterrupted) {
  old_orders();
  for (const Fault fault : {Fault::killed, Fault::killed_after, Fault::lost_answer, Fault::lost_request}) {
    lab::Tables target;
    with_each(fault, [&](const std::string&) { target = fresh_tables(); },
              [&](const std::string&) { EXPECT_EQ(store_->migrate(target).events, 3U); });
    EXPECT_EQ(opened(target)->load("o2").at(0).schema_version, 3U);
  }
}

TEST_F(Migration, NamesAnEventOfTheFuture) {
  old_orders();
  store_->append({"o2", 1, {{"4", "OrderPlaced", 4, "{}"}}});
  try {
    (void)store_->migrate(fresh_tables());
    FAIL();
  } catch (const lab::UnknownEvent& event) {
    EXPECT_EQ(event.type, "OrderPlaced");
    EXPECT_EQ(event.schema_version, 4U);
  }
}

}  // namespace
}  // namespace assay::test
