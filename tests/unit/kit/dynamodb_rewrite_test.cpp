#include "dynamodb/rewrite.hpp"

#include <gtest/gtest.h>

namespace assay::kit::dynamodb {
namespace {

Request request_of(const char* operation) {
  Request request;
  request.operation = operation;
  return request;
}

Json batch(int writes) {
  Json list = Json::array();
  for (int i = 0; i < writes; ++i) list.push_back({{"PutRequest", {{"Item", {{"n", i}}}}}});
  return {{"RequestItems", {{"a", list}, {"b", Json::array({{{"DeleteRequest", {{"Key", 1}}}}})}}}};
}

TEST(DynamoDbRewrite, AsksForCapacityWhereTheSubjectDoesNot) {
  const auto silent = outgoing(request_of("GetItem"), Json::object(), {});
  EXPECT_EQ(silent.body.at("ReturnConsumedCapacity"), "TOTAL");
  EXPECT_TRUE(silent.hides_capacity);
  EXPECT_TRUE(outgoing(request_of("GetItem"), {{"ReturnConsumedCapacity", "NONE"}}, {}).hides_capacity);
  const auto asked = outgoing(request_of("GetItem"), {{"ReturnConsumedCapacity", "INDEXES"}}, {});
  EXPECT_EQ(asked.body.at("ReturnConsumedCapacity"), "INDEXES");
  EXPECT_FALSE(asked.hides_capacity);
  EXPECT_TRUE(outgoing(request_of("ListTables"), Json::object(), {}).body.empty());
}

TEST(DynamoDbRewrite, TakesCapacityOffAnAnswerAndAddsItUp) {
  const auto request = request_of("TransactWriteItems");
  Outgoing sent{.body = {}, .hides_capacity = true};
  Answer answer{200, R"({"ConsumedCapacity":[{"CapacityUnits":2.0},{"CapacityUnits":0.5}]})", {}};
  EXPECT_EQ(incoming(request, sent, answer).capacity, 2.5);
  EXPECT_EQ(answer.body, "{}");
  sent.hides_capacity = false;
  answer.body = R"({"ConsumedCapacity": {"CapacityUnits":1.0}})";
  EXPECT_EQ(incoming(request, sent, answer).capacity, 1);
  EXPECT_EQ(answer.body, R"({"ConsumedCapacity": {"CapacityUnits":1.0}})") << "what is not changed stays as it came";
}

TEST(DynamoDbRewrite, CountsWhatAnAnswerHolds) {
  const auto items = [](const char* operation, const char* body) {
    Answer answer{200, body, {}};
    return incoming(request_of(operation), {}, answer).items;
  };
  EXPECT_EQ(items("GetItem", R"({"Item":{}})"), 1U);
  EXPECT_EQ(items("GetItem", "{}"), 0U);
  EXPECT_EQ(items("Query", R"({"Count":3,"ScannedCount":9,"Items":[]})"), 3U);
  EXPECT_EQ(items("BatchGetItem", R"({"Responses":{"a":[{},{}],"b":[{}]}})"), 3U);
  EXPECT_EQ(items("TransactGetItems", R"({"Responses":[{"Item":{}},{}]})"), 1U);
}

TEST(DynamoDbRewrite, HoldsBackAllOfABatchButTheFirst) {
  const auto request = request_of("BatchWriteItem");
  const auto out = outgoing(request, batch(3), {Unprocessed{2}});
  EXPECT_EQ(out.body.at("RequestItems").size(), 1U) << "a table of which nothing is left is not valid";
  EXPECT_EQ(out.body.at("RequestItems").at("a").size(), 2U);
  EXPECT_EQ(out.held_back.at("a").size(), 1U);
  EXPECT_EQ(out.held_back.at("b").size(), 1U);
  EXPECT_FALSE(out.nothing_left);
  Answer answer{200, R"({"UnprocessedItems":{"a":[7]}})", {}};
  EXPECT_EQ(incoming(request, out, answer).unprocessed, 3U);
  EXPECT_EQ(Json::parse(answer.body).at("UnprocessedItems").at("a").size(), 2U) << "beside what the engine left";
}

TEST(DynamoDbRewrite, HoldsBackNothingOfABatchThatIsSmallEnoughOrNotValid) {
  const auto request = request_of("BatchWriteItem");
  EXPECT_TRUE(outgoing(request, batch(3), {Unprocessed{4}}).held_back.empty());
  EXPECT_FALSE(outgoing(request, batch(24), {Unprocessed{4}}).held_back.empty());
  EXPECT_TRUE(outgoing(request, batch(25), {Unprocessed{4}}).held_back.empty()) << "26 are refused by the engine";
  EXPECT_TRUE(outgoing(request, {{"RequestItems", {{"a", 7}}}}, {Unprocessed{0}}).held_back.empty());
  EXPECT_TRUE(outgoing(request, {{"RequestItems", 7}}, {Unprocessed{0}}).held_back.empty());
  EXPECT_TRUE(outgoing(request_of("PutItem"), batch(3), {Unprocessed{0}}).held_back.empty());
}

TEST(DynamoDbRewrite, AnswersABatchOfWhichNothingIsLeftByItself) {
  const auto request = request_of("BatchGetItem");
  const Json items = {{"a", {{"Keys", {1, 2}}, {"ConsistentRead", true}}}};
  const auto out = outgoing(request, {{"RequestItems", items}}, {Unprocessed{0}});
  EXPECT_TRUE(out.nothing_left);
  Answer answer = all_held_back(request);
  EXPECT_EQ(incoming(request, out, answer).unprocessed, 2U);
  EXPECT_EQ(Json::parse(answer.body), (Json{{"Responses", Json::object()}, {"UnprocessedKeys", items}}));
}

TEST(DynamoDbRewrite, LimitsPagesButNeverRaisesOrMendsALimit) {
  auto request = request_of("Query");
  EXPECT_EQ(outgoing(request, Json::object(), {SmallPages{2}}).body.at("Limit"), 2);
  EXPECT_FALSE(outgoing(request, {{"Limit", "x"}}, {SmallPages{2}}).limited);
  request.limit = 1;
  EXPECT_FALSE(outgoing(request, {{"Limit", 1}}, {SmallPages{2}}).limited);
  request.limit = 2;
  EXPECT_FALSE(outgoing(request, {{"Limit", 2}}, {SmallPages{2}}).limited);
  request.limit = 3;
  EXPECT_TRUE(outgoing(request, {{"Limit", 3}}, {SmallPages{2}}).limited);
  EXPECT_FALSE(outgoing(request_of("GetItem"), Json::object(), {SmallPages{2}}).body.contains("Limit"));
}

}  // namespace
}  // namespace assay::kit::dynamodb
