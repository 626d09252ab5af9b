// Reads that see the past, against the real engine.
#include "kit/dynamodb_fixture.hpp"

namespace assay::kit::dynamodb {
namespace {

using DynamoDbStaleTest = DynamoDbTest;

TEST_F(DynamoDbStaleTest, AnswersFromTheStateBeforeTheLastWritesOfAnItem) {
  proxy->keep_past(true);
  auto subject = client();
  for (int version = 1; version <= 3; ++version) (void)subject.call("PutItem", snapshot("a", version));
  (void)subject.call("PutItem", snapshot("b", 9));
  const auto version_seen = [&](unsigned writes, bool consistent) {
    always(Stale{writes});
    Json request = get_snapshot("a");
    if (consistent) request["ConsistentRead"] = true;
    const auto got = subject.call("GetItem", request);
    return got.body.contains("Item") ? got.body.at("Item").at("version").at("N").get<std::string>() : "none";
  };
  EXPECT_EQ(version_seen(1, false), "2");
  EXPECT_EQ(version_seen(2, false), "1");
  EXPECT_EQ(version_seen(3, false), "none");
  EXPECT_EQ(proxy->fired()["stale"], 3U);
  EXPECT_EQ(version_seen(1, true), "3") << "a consistent read is never stale";
  EXPECT_EQ(proxy->fired()["stale"], 3U);
  proxy->set_policy(nullptr);
  EXPECT_EQ(version_seen(0, false), "3");
}

TEST_F(DynamoDbStaleTest, AnswersAQueryFromTheStateBeforeTheLastWritesOfThePartition) {
  EventsTable(database).write({{"a", 1, "seeded", "placed", 1, "", 0}});
  proxy->keep_past(true);
  auto subject = client();
  for (int version = 2; version <= 4; ++version) (void)subject.call("PutItem", put("a", version));
  (void)subject.call("PutItem", put("b", 1));
  always(Stale{2});
  Json request = query("a");
  EXPECT_EQ(subject.call("Query", request).body.at("Count"), 2);
  EXPECT_THAT(last().fired, testing::ElementsAre("stale"));
  request["ScanIndexForward"] = false;
  request["Limit"] = 1;
  EXPECT_EQ(subject.call("Query", request).body.at("Items").at(0).at("version").at("N"), "2");
  request["ConsistentRead"] = true;
  EXPECT_EQ(subject.call("Query", request).body.at("Items").at(0).at("version").at("N"), "4");
  EXPECT_EQ(subject.call("Scan", {{"TableName", "events"}}).body.at("Count"), 3) << "4 of a, 1 of b, less 2";
}

TEST_F(DynamoDbStaleTest, LetsAStaleReadSeeATransactionOrWhatItReplaced) {
  proxy->keep_past(true);
  auto subject = client();
  (void)subject.call("PutItem", snapshot("a", 1));
  const Json both = {{"TransactItems", {{{"Put", put("a", 2)}}, {{"Put", snapshot("a", 2)}}}}};
  EXPECT_EQ(subject.call("TransactWriteItems", both).status, 200U);
  always(Stale{1});
  EXPECT_FALSE(subject.call("GetItem", get("a", 2)).body.contains("Item"));
  EXPECT_EQ(subject.call("GetItem", get_snapshot("a")).body.at("Item").at("version").at("N"), "1");
  const Json batch = {{"RequestItems", {{"snapshots", {{"Keys", Json::array({{{"stream", {{"S", "a"}}}}})}}}}}};
  EXPECT_EQ(subject.call("BatchGetItem", batch).body.at("Responses").at("snapshots").at(0).at("version").at("N"), "1");
  EXPECT_EQ(proxy->fired()["stale"], 3U);
}

TEST_F(DynamoDbStaleTest, ReadsAnIndexAsItWasBefore) {
  database.create_table({{"TableName", "views"},
                         {"BillingMode", "PAY_PER_REQUEST"},
                         {"AttributeDefinitions",
                          {{{"AttributeName", "id"}, {"AttributeType", "S"}}, {{"AttributeName", "state"}, {"AttributeType", "S"}}}},
                         {"KeySchema", {{{"AttributeName", "id"}, {"KeyType", "HASH"}}}},
                         {"GlobalSecondaryIndexes",
                          {{{"IndexName", "by_state"},
                            {"KeySchema", {{{"AttributeName", "state"}, {"KeyType", "HASH"}}}},
                            {"Projection", {{"ProjectionType", "ALL"}}}}}}});
  proxy->keep_past(true);
  auto subject = client();
  const auto put_view = [&](const char* state) {
    (void)subject.call("PutItem", {{"TableName", "views"}, {"Item", {{"id", {{"S", "x"}}}, {"state", {{"S", state}}}}}});
  };
  put_view("placed");
  put_view("paid");
  always(Stale{1});
  const Json by_state = {{"TableName", "views"},
                         {"IndexName", "by_state"},
                         {"KeyConditionExpression", "#s = :s"},
                         {"ExpressionAttributeNames", {{"#s", "state"}}},
                         {"ExpressionAttributeValues", {{":s", {{"S", "paid"}}}}}};
  EXPECT_EQ(subject.call("Query", by_state).body.at("Count"), 0);
  EXPECT_THAT(last().fired, testing::ElementsAre("stale"));
}

TEST_F(DynamoDbStaleTest, HasNoPastThatItWasNotToldToKeep) {
  auto subject = client();
  (void)subject.call("PutItem", snapshot("a", 1));
  always(Stale{1});
  EXPECT_TRUE(subject.call("GetItem", get_snapshot("a")).body.contains("Item"));
  EXPECT_EQ(proxy->fired()["stale"], 0U);
}

TEST_F(DynamoDbStaleTest, StandsStaleReadsOfWhatIsNotValidOrGone) {
  proxy->keep_past(true);
  auto subject = client();
  (void)subject.call("PutItem", snapshot("a", 1));
  always(Stale{1});
  const Json keys = {{"Keys", Json::array({{{"stream", {{"S", "a"}}}}, {{"wrong", {{"S", "a"}}}}, 7})}};
  EXPECT_EQ(subject.call("BatchGetItem", {{"RequestItems", {{"snapshots", keys}}}}).status, 500U) << "as the engine has it";
  EXPECT_EQ(subject.call("DeleteTable", {{"TableName", "snapshots"}}).status, 200U);
  EXPECT_EQ(subject.call("GetItem", get_snapshot("a")).error, "ResourceNotFoundException");
  (void)proxy->record();
}

}  // namespace
}  // namespace assay::kit::dynamodb
