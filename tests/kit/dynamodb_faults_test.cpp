// Every kind of fault against the real engine: it fires, and it matters.
#include <thread>

#include "dynamodb/fault_plan.hpp"
#include "judge/subject.hpp"
#include "kit/dynamodb_fixture.hpp"

namespace assay::kit::dynamodb {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class DynamoDbFaultsTest : public DynamoDbTest {
 protected:
  [[nodiscard]] bool stored(const std::string& stream, int version) { return database.get("events", key(stream, version)).has_value(); }

  void expect_fired(const std::string& name, std::uint64_t times = 1) {
    EXPECT_EQ(proxy->fired()[name], times);
    EXPECT_THAT(last().fired, ElementsAre(name));
  }
};

TEST_F(DynamoDbFaultsTest, FailsARequestThatTheEngineNeverSees) {
  const std::pair<std::string, unsigned> errors[] = {{"ConditionalCheckFailedException", 400},
                                                     {"ProvisionedThroughputExceededException", 400},
                                                     {"ThrottlingException", 400},
                                                     {"RequestLimitExceeded", 400},
                                                     {"InternalServerError", 500},
                                                     {"ServiceUnavailable", 503},
                                                     {"TransactionInProgressException", 400}};
  auto subject = client();
  std::uint64_t times = 0;
  for (const auto& [error, status] : errors) {
    always(Fail{error, {}});
    const auto got = subject.call("PutItem", put("a", 1));
    EXPECT_EQ(got.error, error);
    EXPECT_EQ(got.status, status);
    EXPECT_FALSE(last().forwarded);
    EXPECT_EQ(last().error, error);
    expect_fired("fail", ++times);
  }
  EXPECT_FALSE(stored("a", 1));
  proxy->set_policy(nullptr);
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).status, 200U);
}

TEST_F(DynamoDbFaultsTest, CancelsATransactionWithAReasonForEachItem) {
  auto subject = client();
  const Json puts = {{"TransactItems", {{{"Put", put("a", 1)}}, {{"Put", put("a", 2)}}, {{"Put", put("a", 3)}}}}};
  always(Fail{"TransactionCanceledException", {"None", "TransactionConflict"}});
  const auto got = subject.call("TransactWriteItems", puts);
  EXPECT_EQ(got.error, "TransactionCanceledException");
  const Json& reasons = got.body.at("CancellationReasons");
  ASSERT_EQ(reasons.size(), 3U);
  EXPECT_EQ(reasons[1].at("Code"), "TransactionConflict");
  EXPECT_EQ(reasons[2].at("Code"), "None");
  EXPECT_FALSE(stored("a", 1));
  expect_fired("fail");
}

TEST_F(DynamoDbFaultsTest, LeavesPartOfABatchUnprocessed) {
  auto subject = client();
  Json writes = Json::array();
  for (int version = 1; version <= 3; ++version) writes.push_back({{"PutRequest", {{"Item", put("a", version).at("Item")}}}});
  const Json batch = {{"RequestItems", {{"events", writes}}}};
  always(Unprocessed{2});
  auto got = subject.call("BatchWriteItem", batch);
  EXPECT_EQ(got.status, 200U);
  EXPECT_EQ(got.body.at("UnprocessedItems"), (Json{{"events", Json::array({writes[2]})}}));
  EXPECT_EQ(last().unprocessed, 1U);
  EXPECT_TRUE(stored("a", 2));
  EXPECT_FALSE(stored("a", 3));
  expect_fired("unprocessed");
  always(Unprocessed{0});
  got = subject.call("BatchWriteItem", {{"RequestItems", got.body.at("UnprocessedItems")}});
  EXPECT_EQ(got.body.at("UnprocessedItems"), (Json{{"events", Json::array({writes[2]})}}));
  EXPECT_FALSE(stored("a", 3));
}

TEST_F(DynamoDbFaultsTest, LeavesPartOfABatchOfReadsUnprocessed) {
  auto subject = client();
  (void)subject.call("PutItem", put("a", 1));
  (void)subject.call("PutItem", put("a", 2));
  always(Unprocessed{1});
  const Json keys = {{"Keys", {key("a", 1), key("a", 2)}}, {"ConsistentRead", true}};
  const auto got = subject.call("BatchGetItem", {{"RequestItems", {{"events", keys}}}});
  EXPECT_EQ(got.body.at("Responses").at("events").size(), 1U);
  EXPECT_EQ(got.body.at("UnprocessedKeys"),
            (Json{{"events", {{"Keys", Json::array({key("a", 2)})}, {"ConsistentRead", true}}}}));
  expect_fired("unprocessed");
}

TEST_F(DynamoDbFaultsTest, ResetsAConnectionBeforeTheEngineSeesTheRequest) {
  auto subject = client();
  always(ResetBefore{});
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).broken, End::reset);
  EXPECT_FALSE(last().forwarded);
  EXPECT_EQ(last().status, 0U);
  EXPECT_FALSE(stored("a", 1));
  expect_fired("reset");
}

TEST_F(DynamoDbFaultsTest, LosesTheAnswerOfAWriteThatIsDone) {
  auto subject = client();
  always(LoseAnswer{.reset = true});
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).broken, End::reset);
  EXPECT_TRUE(stored("a", 1));
  EXPECT_TRUE(last().took_effect());
  EXPECT_EQ(last().status, 0U);
  EXPECT_FALSE(last().answered);
  expect_fired("lost-answer", 1);
  always(LoseAnswer{.reset = false});
  EXPECT_EQ(subject.call("PutItem", put("a", 2)).broken, End::closed);
  EXPECT_TRUE(stored("a", 2));
  proxy->set_policy(nullptr);
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).error, "ConditionalCheckFailedException") << "what a retry meets";
}

TEST_F(DynamoDbFaultsTest, DelaysARequestAndItsAnswer) {
  auto subject = client();
  always(Delay{.before = 120ms, .after = 80ms});
  const auto before = Clock::now();
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).status, 200U);
  EXPECT_GE(Clock::now() - before, 200ms);
  EXPECT_GE(*last().forwarded - last().request.at, 120ms);
  EXPECT_GE(*last().answered - *last().forwarded, 80ms);
  expect_fired("delay");
}

TEST_F(DynamoDbFaultsTest, MakesPagesSmallAndLetsTheSubjectGoOn) {
  auto subject = client();
  for (int version = 1; version <= 5; ++version) (void)subject.call("PutItem", put("a", version));
  always(SmallPages{2});
  Json request = query("a");
  std::vector<std::size_t> pages;
  for (;;) {
    const auto got = subject.call("Query", request);
    pages.push_back(got.body.at("Items").size());
    if (!got.body.contains("LastEvaluatedKey")) break;
    EXPECT_TRUE(last().has_more);
    request["ExclusiveStartKey"] = got.body.at("LastEvaluatedKey");
  }
  EXPECT_THAT(pages, ElementsAre(2, 2, 1));
  EXPECT_EQ(proxy->fired()["small-pages"], 2U);
  request = query("a");
  request["Limit"] = 1;
  EXPECT_EQ(subject.call("Query", request).body.at("Count"), 1) << "a smaller Limit stands";
  EXPECT_EQ(proxy->fired()["small-pages"], 2U) << "and is no fault's";
  request["Limit"] = 4;
  EXPECT_EQ(subject.call("Query", request).body.at("Count"), 2);
  EXPECT_EQ(subject.call("Scan", {{"TableName", "events"}}).body.at("Count"), 2);
}

TEST_F(DynamoDbFaultsTest, PartitionsEveryConnectionForAWhileAndResetsWhatIsOpen) {
  auto first = client("client-1");
  auto second = client("client-2");
  (void)second.call("GetItem", get("a", 1));
  const FaultPlan plan{{{{.operation = "PutItem", .nth = 1}, Partition{.span = 300ms, .reset = true}}}};
  proxy->set_policy(plan.policy());
  const auto begin = Clock::now();
  EXPECT_EQ(first.call("PutItem", put("a", 1)).broken, End::reset);
  EXPECT_TRUE(second.receive().broken);
  if (Clock::now() - begin < 250ms) {
    EXPECT_TRUE(second.call("GetItem", get("a", 1)).broken) << "new ones as well";
  }
  std::this_thread::sleep_until(begin + 350ms);
  EXPECT_EQ(second.call("GetItem", get("a", 1)).status, 200U);
  EXPECT_FALSE(stored("a", 1));
  EXPECT_EQ(proxy->fired()["partition"], 1U);
}

TEST_F(DynamoDbFaultsTest, PartitionsByHoldingEverythingBack) {
  auto first = client("client-1");
  auto second = client("client-2");
  auto late = client("client-3");
  (void)second.call("GetItem", get("a", 1));
  const FaultPlan plan{{{{.operation = "PutItem", .nth = 1}, Partition{.span = 300ms, .reset = false}}}};
  proxy->set_policy(plan.policy());
  first.send("PutItem", put("a", 1).dump());
  while (proxy->fired()["partition"] == 0) std::this_thread::sleep_for(1ms);
  const auto begin = Clock::now();
  second.send("GetItem", get("a", 1).dump());
  late.send("GetItem", get("a", 1).dump());
  EXPECT_EQ(late.receive().status, 200U);
  EXPECT_EQ(second.receive().status, 200U);
  EXPECT_EQ(first.receive().status, 200U);
  EXPECT_GE(Clock::now() - begin, 250ms);
  EXPECT_TRUE(stored("a", 1));
}

TEST_F(DynamoDbFaultsTest, CrashesBeforeOrAfterTheEngineHasTheRequest) {
  for (const bool forwarded : {false, true}) {
    start({});
    bool told = false;
    std::mutex mutex;
    proxy->set_on_event([&] {
      const std::lock_guard lock(mutex);
      told = told || proxy->crash_due();
    });
    const FaultPlan plan{{{{.operation = "PutItem", .nth = 2}, Crash{forwarded}}}};
    proxy->set_policy(plan.policy());
    auto subject = client();
    auto other = client("client-2");
    const std::string stream = forwarded ? "after" : "before";
    EXPECT_EQ(subject.call("PutItem", put(stream, 1)).status, 200U);
    EXPECT_FALSE(proxy->crash_due());
    subject.send("PutItem", put(stream, 2).dump());
    while (!proxy->crash_due()) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(stored(stream, 2), forwarded);
    other.send("PutItem", put(stream, 3).dump());
    EXPECT_EQ(other.receive(100ms).broken, End::timed_out);
    EXPECT_EQ(subject.receive(0ms).broken, End::timed_out);
    EXPECT_FALSE(stored(stream, 3)) << "nothing that is dead writes";
    EXPECT_EQ(proxy->fired()["crash"], 1U);
    const std::lock_guard lock(mutex);
    EXPECT_TRUE(told);
  }
}

TEST_F(DynamoDbFaultsTest, ReplaysAPlanOnTheRequestsThatItSelects) {
  const auto plan = plan_of("PutItem events client-1 #2: fail(ThrottlingException)\n"
                            "PutItem * client-2 *: lost-answer(reset)\n");
  ASSERT_TRUE(plan);
  for (int run = 0; run < 2; ++run) {
    database.delete_table("events");
    database.create_table("events", EventsTable::key());
    proxy->set_policy(plan->policy());
    auto first = client("client-1");
    auto second = client("client-2");
    EXPECT_EQ(first.call("PutItem", put("a", 1)).status, 200U);
    EXPECT_TRUE(second.call("PutItem", put("b", 1)).broken);
    EXPECT_EQ(first.call("PutItem", put("a", 2)).error, "ThrottlingException");
    EXPECT_EQ(first.call("PutItem", put("a", 2)).status, 200U);
  }
  EXPECT_EQ(proxy->fired(), (std::map<std::string, std::uint64_t>{{"fail", 2}, {"lost-answer", 2}}));
}

TEST_F(DynamoDbFaultsTest, DecidesInTheOrderOfArrivalOneAtATime) {
  std::vector<std::uint64_t> seen;  // by the policy alone, which is never asked twice at once
  proxy->set_policy([&](const Request& request) {
    seen.push_back(request.number);
    return Decision{};
  });
  {
    std::vector<std::jthread> threads;
    for (int number = 1; number <= 4; ++number) {
      threads.emplace_back([this, number] {
        auto subject = client("client-" + std::to_string(number));
        for (int version = 1; version <= 20; ++version) (void)subject.call("GetItem", get("a", version));
      });
    }
  }
  EXPECT_EQ(seen.size(), 80U);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
}

TEST_F(DynamoDbFaultsTest, TakesAPolicyThatThrowsForTheJudgesFault) {
  proxy->set_policy([](const Request&) -> Decision { throw std::runtime_error("no such plan"); });
  EXPECT_EQ(client().call("GetItem", get("a", 1)).broken, End::closed);
  EXPECT_THROW((void)proxy->record(), JudgeFault);
}

}  // namespace
}  // namespace assay::kit::dynamodb
