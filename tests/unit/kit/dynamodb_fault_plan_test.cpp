#include "dynamodb/fault_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/shrink.hpp"

namespace assay::kit::dynamodb {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<Fault> one_of_each = {Fail{"ThrottlingException", {}},
                                        Fail{"TransactionCanceledException", {"None", "TransactionConflict"}},
                                        Unprocessed{3},
                                        ResetBefore{},
                                        LoseAnswer{.reset = true},
                                        LoseAnswer{.reset = false},
                                        Delay{.before = 20ms, .after = 1234567ns},
                                        Stale{2},
                                        SmallPages{1},
                                        Partition{.span = 100ms, .reset = false},
                                        Partition{.span = 1s, .reset = true},
                                        Crash{.forwarded = true},
                                        Crash{.forwarded = false}};

Request request_of(std::string operation, std::string client = "client-1") {
  Request request;
  request.operation = std::move(operation);
  request.client = std::move(client);
  request.tables = {"events"};
  return request;
}

TEST(DynamoDbFaults, AreTheSameAfterBeingText) {
  for (const Fault& fault : one_of_each) EXPECT_EQ(fault_of(to_text(fault)), fault) << to_text(fault);
  EXPECT_EQ(to_text(Fault(Delay{.before = 20ms, .after = 0s})), "delay(20ms,0s)");
  EXPECT_EQ(to_text(Decision{LoseAnswer{}, Stale{1}}), "lost-answer(reset) stale(1)");
}

TEST(DynamoDbFaults, AreNotReadFromAnythingElse) {
  for (const char* text : {"", "stale", "stale()", "stale(x)", "stale(1", "stale(-1)", "crash(now)", "delay(1ms)", "delay(1,2)",
                           "fail()", "fail(a:b:c)", "partition(1s,now)", "reset(1)", "lost-answer()", "unknown(1)"}) {
    EXPECT_FALSE(fault_of(text)) << text;
  }
}

TEST(DynamoDbErrors, AreWordedAsTheServiceDoes) {
  const auto throttled = error_answer({"ThrottlingException", {}});
  EXPECT_EQ(throttled.status, 400U);
  EXPECT_EQ(Json::parse(throttled.body).at("__type"), "com.amazon.coral.availability#ThrottlingException");
  EXPECT_EQ(error_answer({"InternalServerError", {}}).status, 500U);
  EXPECT_EQ(error_answer({"ServiceUnavailable", {}}).status, 503U);
  EXPECT_EQ(error_answer({"Unheard", {}}).error, "Unheard");
}

TEST(DynamoDbErrors, GiveEachItemOfACancelledTransactionAReason) {
  const Json body = Json::parse(error_answer({"TransactionCanceledException", {}}, 2).body);
  EXPECT_EQ(body.at("CancellationReasons").at(0).at("Code"), "TransactionConflict");
  EXPECT_EQ(body.at("CancellationReasons").at(1), (Json{{"Code", "None"}}));
  EXPECT_THAT(body.at("Message").get<std::string>(), HasSubstr("[TransactionConflict, None]"));
}

TEST(DynamoDbFaultPlan, IsTheSameAfterBeingText) {
  FaultPlan plan;
  for (const Fault& fault : one_of_each) plan.faults.push_back({{"PutItem", "events", "client-1", 3}, fault});
  plan.faults.push_back({{}, ResetBefore{}});
  EXPECT_EQ(plan_of(to_text(plan)), plan);
  EXPECT_EQ(to_text(FaultPlan{{{{.operation = "Query", .nth = 2}, Stale{1}}}}), "Query * * #2: stale(1)\n");
  for (const char* wrong : {"PutItem: stale(1)", "a b c d: stale(1)", "a b c #0: stale(1)", "a b c #1 e: stale(1)", "a b c *: x", "x"}) {
    EXPECT_FALSE(plan_of(wrong)) << wrong;
  }
}

TEST(DynamoDbFaultPlan, MeetsTheNthRequestThatItSelects) {
  const FaultPlan plan{{{{.operation = "PutItem", .nth = 2}, ResetBefore{}},
                        {{.client = "client-2"}, Stale{1}},
                        {{.table = "other"}, Stale{9}}}};
  const auto policy = plan.policy();
  EXPECT_EQ(policy(request_of("PutItem")), Decision{});
  EXPECT_EQ(policy(request_of("GetItem")), Decision{});
  EXPECT_EQ(policy(request_of("PutItem", "client-2")), (Decision{ResetBefore{}, Stale{1}}));
  EXPECT_EQ(policy(request_of("PutItem")), Decision{}) << "the third";
  EXPECT_EQ(plan.policy()(request_of("PutItem")), Decision{}) << "a new scenario counts anew";
}

TEST(DynamoDbFaultPlan, IsDrawnFromASeedAndFitsTheOperations) {
  const PlanOptions options{.faults = one_of_each, .operations = {"PutItem", "Query"}, .clients = {"client-1", "client-2"}};
  bool differs = false;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto plan = random_plan(seed, options);
    EXPECT_EQ(plan, random_plan(seed, options));
    differs = differs || plan != random_plan(seed + 1, options);
    EXPECT_GE(plan.faults.size(), 1U);
    EXPECT_LE(plan.faults.size(), 4U);
    for (const auto& [selector, fault] : plan.faults) {
      EXPECT_TRUE(applies(fault, selector.operation)) << to_text(fault);
      EXPECT_GE(selector.nth, 1U);
      EXPECT_LE(selector.nth, 10U);
    }
  }
  EXPECT_TRUE(differs);
  EXPECT_TRUE(random_plan(1, {.faults = {Stale{1}}, .operations = {"PutItem"}}).faults.empty());
}

TEST(DynamoDbFaultPlan, ShrinksToTheFaultThatMatters) {
  const auto breaks = [](const FaultPlan& plan) {
    return std::ranges::any_of(plan.faults, [](const auto& it) { return std::holds_alternative<LoseAnswer>(it.fault); });
  };
  FaultPlan plan;
  for (const Fault& fault : one_of_each) plan.faults.push_back({{"PutItem", "", "", 1}, fault});
  Shrinker<FaultPlan> shrinker(plan, breaks, 100);
  shrinker.shorten([](auto& value) -> auto& { return value.faults; });
  EXPECT_EQ(to_text(shrinker.smallest()), "PutItem * * #1: lost-answer(reset)\n");
}

}  // namespace
}  // namespace assay::kit::dynamodb
