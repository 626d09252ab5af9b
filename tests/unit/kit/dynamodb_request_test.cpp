#include "dynamodb/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dynamodb/canonical.hpp"
#include "dynamodb/events_table.hpp"
#include "dynamodb/expression.hpp"

namespace assay::kit::dynamodb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::optional<KeySchema> key_of(const std::string& table) {
  if (table == "events") return EventsTable::key();
  if (table == "snapshots") return KeySchema{.hash = "stream"};
  return std::nullopt;
}

Request parsed(std::string_view operation, std::string_view body) {
  const auto json = parse_body(body);
  EXPECT_TRUE(json) << body;
  return parse_request(operation, json ? *json : Json(), key_of);
}

const Json a1 = Json::parse(R"j({"stream":{"S":"a"},"version":{"N":"1"}})j");

TEST(DynamoDbRequest, FindsTheKeyInAnItemThatIsPut) {
  const auto request = parsed("PutItem", R"j({"TableName":"events","Item":{"stream":{"S":"a"},"version":{"N":"1"},
      "type":{"S":"placed"}},"ConditionExpression":"attribute_not_exists(#v)","ExpressionAttributeNames":{"#v":"version"}})j");
  EXPECT_THAT(request.touches, ElementsAre(Touch{Access::put, "events", a1, "attribute_not_exists(version)"}));
  EXPECT_TRUE(request.writes());
  EXPECT_TRUE(request.names_table("events"));
  EXPECT_FALSE(request.names_table("snapshots"));
}

TEST(DynamoDbRequest, LeavesTheKeyOutWhereItCannotTellIt) {
  EXPECT_TRUE(parsed("PutItem", R"j({"TableName":"unknown","Item":{"id":{"S":"a"}}})j").touches.at(0).key.is_null());
  EXPECT_TRUE(parsed("PutItem", R"j({"TableName":"events","Item":{"stream":{"S":"a"}}})j").touches.at(0).key.is_null());
}

TEST(DynamoDbRequest, TellsAccessesAndConditionsApart) {
  const char* body = R"j({"TableName":"events","Key":{"stream":{"S":"a"},"version":{"N":"1"}},"ConditionExpression":"x > :y"})j";
  EXPECT_THAT(parsed("UpdateItem", body).touches, ElementsAre(Touch{Access::update, "events", a1, "x > :y"}));
  EXPECT_THAT(parsed("DeleteItem", body).touches, ElementsAre(Touch{Access::remove, "events", a1, "x > :y"}));
  const auto get = parsed("GetItem", body);
  EXPECT_EQ(get.touches.at(0).access, Access::read);
  EXPECT_FALSE(get.writes());
}

TEST(DynamoDbRequest, TakesTheOldFormOfAConditionForOne) {
  const auto request = parsed("PutItem", R"j({"TableName":"events","Item":{},"Expected":{"version":{"Exists":false}}})j");
  EXPECT_EQ(request.touches.at(0).condition, R"j({"version":{"Exists":false}})j");
  EXPECT_EQ(parsed("PutItem", R"j({"TableName":"events","Item":{},"Expected":{}})j").touches.at(0).condition, "");
}

TEST(DynamoDbRequest, FindsEveryItemOfATransaction) {
  const auto request = parsed("TransactWriteItems", R"j({"ClientRequestToken":"t1","TransactItems":[
      {"Put":{"TableName":"events","Item":{"stream":{"S":"a"},"version":{"N":"1"}},"ConditionExpression":"c"}},
      {"Update":{"TableName":"snapshots","Key":{"stream":{"S":"a"}}}},
      {"Delete":{"TableName":"snapshots","Key":{"stream":{"S":"b"}}}},
      {"ConditionCheck":{"TableName":"snapshots","Key":{"stream":{"S":"c"}},"ConditionExpression":"d"}}]})j");
  ASSERT_EQ(request.touches.size(), 4U);
  EXPECT_EQ(request.touches[0], (Touch{Access::put, "events", a1, "c"}));
  EXPECT_EQ(request.touches[1].access, Access::update);
  EXPECT_EQ(request.touches[2].access, Access::remove);
  EXPECT_EQ(request.touches[3].access, Access::check);
  EXPECT_EQ(request.touches[3].condition, "d");
  EXPECT_THAT(request.tables, ElementsAre("events", "snapshots"));
  EXPECT_EQ(request.idempotency_token, "t1");
}

TEST(DynamoDbRequest, FindsEveryItemOfABatch) {
  const auto writes = parsed("BatchWriteItem", R"j({"RequestItems":{"events":[
      {"PutRequest":{"Item":{"stream":{"S":"a"},"version":{"N":"1"},"x":{"S":"y"}}}},
      {"DeleteRequest":{"Key":{"stream":{"S":"a"},"version":{"N":"1"}}}}]}})j");
  EXPECT_THAT(writes.touches, ElementsAre(Touch{Access::put, "events", a1, ""}, Touch{Access::remove, "events", a1, ""}));
  const auto gets = parsed("BatchGetItem", R"j({"RequestItems":{
      "events":{"Keys":[{"stream":{"S":"a"},"version":{"N":"1"}}],"ConsistentRead":true},
      "snapshots":{"Keys":[{"stream":{"S":"a"}}]}}})j");
  EXPECT_EQ(gets.touches.size(), 2U);
  EXPECT_FALSE(gets.consistent) << "one of the two is not";
}

TEST(DynamoDbRequest, KnowsWhichReadsAreConsistent) {
  EXPECT_TRUE(parsed("GetItem", R"j({"TableName":"t","Key":{},"ConsistentRead":true})j").consistent);
  EXPECT_FALSE(parsed("GetItem", R"j({"TableName":"t","Key":{},"ConsistentRead":false})j").consistent);
  EXPECT_FALSE(parsed("Query", R"j({"TableName":"t"})j").consistent);
  EXPECT_TRUE(parsed("Scan", R"j({"TableName":"t","ConsistentRead":true})j").consistent);
  EXPECT_TRUE(parsed("TransactGetItems", R"j({"TransactItems":[{"Get":{"TableName":"t","Key":{}}}]})j").consistent);
  EXPECT_FALSE(parsed("PutItem", R"j({"TableName":"t","ConsistentRead":true})j").consistent);
}

TEST(DynamoDbRequest, ReadsTheShapeOfAQuery) {
  const auto request = parsed("Query", R"j({"TableName":"events","KeyConditionExpression":"#s = :s AND version > :v",
      "ExpressionAttributeNames":{"#s":"stream"},"ExpressionAttributeValues":{":s":{"S":"a"},":v":{"N":"3"}},
      "ScanIndexForward":false,"Limit":7,"ExclusiveStartKey":{"stream":{"S":"a"}}})j");
  EXPECT_EQ(request.key_condition, "stream = :s AND version > :v");
  EXPECT_EQ(request.partition, (Json{{"S", "a"}}));
  EXPECT_TRUE(request.backwards);
  EXPECT_TRUE(request.continues);
  EXPECT_EQ(request.limit, 7U);
}

TEST(DynamoDbRequest, ReadsTheOldFormOfAQuery) {
  const auto request = parsed("Query", R"j({"TableName":"events","KeyConditions":{"stream":{
      "ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}}})j");
  EXPECT_EQ(request.partition, (Json{{"S", "a"}}));
}

TEST(DynamoDbRequest, KnowsNoPartitionOfAnIndex) {
  const auto request = parsed("Query", R"j({"TableName":"events","IndexName":"by_type","KeyConditionExpression":"stream = :s",
      "ExpressionAttributeValues":{":s":{"S":"a"}}})j");
  EXPECT_EQ(request.index, "by_type");
  EXPECT_TRUE(request.partition.is_null());
}

TEST(DynamoDbRequest, KeepsPartiQlAndNamesTheTableOfAStream) {
  EXPECT_THAT(parsed("ExecuteStatement", R"j({"Statement":"DELETE FROM events"})j").statements, ElementsAre("DELETE FROM events"));
  EXPECT_THAT(parsed("ExecuteTransaction", R"j({"TransactStatements":[{"Statement":"a"},{"Statement":"b"}]})j").statements,
              ElementsAre("a", "b"));
  EXPECT_THAT(parsed("BatchExecuteStatement", R"j({"Statements":[{"Statement":"a"}]})j").statements, ElementsAre("a"));
  EXPECT_THAT(parsed("DescribeStream", R"j({"StreamArn":"arn:aws:dynamodb:r:0:table/orders/stream/2026"})j").tables,
              ElementsAre("orders"));
}

TEST(DynamoDbRequest, StandsMembersOfEveryWrongKind) {
  for (const char* wrong : {"7", "\"x\"", "[]", "[[1]]", "{}", "null", "true", "[{\"Put\":7},{\"Put\":{\"Item\":[]}}]",
                            "{\"t\":7}", "{\"t\":[7,{\"PutRequest\":7}]}", "{\"t\":{\"Keys\":7}}"}) {
    std::string body = "{";
    for (const char* name : {"TableName", "Item", "Key", "TransactItems", "RequestItems", "ConditionExpression", "Limit",
                             "ExpressionAttributeNames", "ExpressionAttributeValues", "KeyConditionExpression", "KeyConditions",
                             "ConsistentRead", "Statements", "Statement", "StreamArn", "IndexName", "ScanIndexForward"}) {
      body += (body.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + wrong;
    }
    for (const char* operation : {"PutItem", "GetItem", "Query", "TransactWriteItems", "BatchWriteItem", "BatchGetItem", "x"}) {
      const auto request = parsed(operation, body + "}");
      EXPECT_FALSE(describe(request).empty());
    }
  }
}

TEST(DynamoDbRequest, TakesOnlyPlainWordsForOperationsAndClients) {
  EXPECT_EQ(operation_of("DynamoDB_20120810.PutItem"), "PutItem");
  EXPECT_EQ(operation_of("DynamoDBStreams_20120810.GetRecords"), "GetRecords");
  for (const char* wrong : {"", "PutItem", "DynamoDB_20120810", "DynamoDB_20120810.", "S3.PutObject", "DynamoDB_20120810.a\r\nb",
                            "DynamoDB_20120810.a b"}) {
    EXPECT_EQ(operation_of(wrong), "") << wrong;
  }
  EXPECT_EQ(client_of("AWS4-HMAC-SHA256 Credential=client-1/20260101/r/dynamodb/aws4_request, SignedHeaders=host"), "client-1");
  EXPECT_EQ(client_of("AWS4-HMAC-SHA256 Credential=" + std::string(129, 'x') + "/"), "");
  EXPECT_EQ(client_of("AWS4-HMAC-SHA256 Credential=" + std::string(128, 'x') + "/"), std::string(128, 'x'));
  EXPECT_EQ(client_of("Basic abc"), "");
}

TEST(DynamoDbRequest, ReadsABodyUpToItsBounds) {
  const auto nested = [](int depth) { return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}"; };
  EXPECT_TRUE(parse_body(nested(99)));
  EXPECT_FALSE(parse_body(nested(100)));
  const auto divided = [](int values) {
    std::string text = "{\"a\":[0";
    for (int i = 1; i < values; ++i) text += ",0";
    return text + "]}";
  };
  EXPECT_TRUE(parse_body(divided(499'999)));
  EXPECT_FALSE(parse_body(divided(500'000)));
  EXPECT_TRUE(parse_body("{\"a\":\"" + std::string(1'000'000, ',') + "[{\\\"\"}")) << "in a string nothing counts";
  EXPECT_FALSE(parse_body("[]"));
  EXPECT_FALSE(parse_body("{} x"));
  EXPECT_FALSE(parse_body("{\"a\":\"\xc3\x28\"}"));
}

TEST(DynamoDbRequest, DescribesItselfInALine) {
  auto request = parsed("PutItem", R"j({"TableName":"events","Item":{"stream":{"S":"a"},"version":{"N":"1"}},
      "ConditionExpression":"attribute_not_exists(version)"})j");
  request.number = 12;
  request.client = "client-1";
  EXPECT_EQ(describe(request), "#12 client-1 PutItem events {stream: a, version: 1} if attribute_not_exists(version)");
  request = parsed("Query", R"j({"TableName":"events","KeyConditionExpression":"stream = :s","ConsistentRead":true,
      "ExpressionAttributeValues":{":s":{"S":"a"}}})j");
  EXPECT_EQ(describe(request), "#0 Query events of a, consistent");
}

TEST(DynamoDbExpression, ReplacesNamesAndLeavesOthers) {
  const Json names = {{"#a", "alpha"}, {"#ab", "beta"}, {"#x", 7}};
  EXPECT_EQ(with_names("#a = :v AND #ab.#a > :w", names), "alpha = :v AND beta.alpha > :w");
  EXPECT_EQ(with_names("#unknown #x #", names), "#unknown #x #");
}

TEST(DynamoDbExpression, FindsTheEqualValueOnEitherSide) {
  const Json values = {{":s", {{"S", "a"}}}};
  EXPECT_EQ(equal_value("stream=:s", "stream", {}, values), (Json{{"S", "a"}}));
  EXPECT_EQ(equal_value("(:s = stream) and x < :s", "stream", {}, values), (Json{{"S", "a"}}));
  EXPECT_TRUE(equal_value("stream > :s", "stream", {}, values).is_null());
  EXPECT_TRUE(equal_value("stream >= :s", "stream", {}, values).is_null());
  EXPECT_TRUE(equal_value("stream = :t", "stream", {}, values).is_null());
  EXPECT_TRUE(equal_value("=", "stream", {}, values).is_null());
}

TEST(DynamoDbCanonical, TakesNumbersThatAreEqualForTheSameKey) {
  const auto number = [](const char* text) { return canonical({{"version", {{"N", text}}}}).at("version").at("N"); };
  for (const char* one : {"1", "01", "1.0", "+1", "1."}) EXPECT_EQ(number(one), "1") << one;
  for (const char* zero : {"0", "-0", "0.0", "000"}) EXPECT_EQ(number(zero), "0") << zero;
  EXPECT_EQ(number("-0.50"), "-0.5");
  EXPECT_EQ(number("100"), "100");
}

TEST(DynamoDbEvents, CarryBytesAsBase64AndBack) {
  for (const std::string& bytes : {std::string(), std::string("\0", 1), std::string("ab"), std::string("abc"), std::string("\xff\xfe\0\1", 4)}) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
  EXPECT_EQ(to_base64("ab"), "YWI=");
  EXPECT_EQ(from_base64("YWI"), std::nullopt);
  EXPECT_EQ(from_base64("Y*I="), std::nullopt);
  EXPECT_EQ(from_base64("===="), std::nullopt);
}

}  // namespace
}  // namespace assay::kit::dynamodb
