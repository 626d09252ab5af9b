// What the proxy sees and remembers where nothing is broken, and how it stands what is hostile.
#include <thread>

#include "judge/subject.hpp"
#include "kit/dynamodb_fixture.hpp"

namespace assay::kit::dynamodb {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

using DynamoDbProxyTest = DynamoDbTest;

TEST_F(DynamoDbProxyTest, ForwardsAndRecordsARequest) {
  auto subject = client("client-7");
  const auto before = Clock::now();
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).status, 200U);
  const auto exchange = last();
  EXPECT_EQ(exchange.request.number, 1U);
  EXPECT_EQ(exchange.request.client, "client-7");
  EXPECT_EQ(exchange.request.operation, "PutItem");
  EXPECT_THAT(exchange.request.tables, ElementsAre("events"));
  EXPECT_THAT(exchange.request.touches,
              ElementsAre(Touch{Access::put, "events", key("a", 1), "attribute_not_exists(version)"}));
  EXPECT_EQ(Json::parse(*exchange.request.body), put("a", 1));
  EXPECT_EQ(exchange.status, 200U);
  EXPECT_TRUE(exchange.took_effect());
  EXPECT_GT(exchange.capacity, 0);
  ASSERT_TRUE(exchange.forwarded && exchange.answered);
  EXPECT_LE(before, exchange.request.at);
  EXPECT_LE(exchange.request.at, *exchange.forwarded);
  EXPECT_LE(*exchange.forwarded, *exchange.answered);
  EXPECT_TRUE(database.get("events", key("a", 1)));
}

TEST_F(DynamoDbProxyTest, PassesAnErrorOnAndRecordsIt) {
  auto subject = client();
  (void)subject.call("PutItem", put("a", 1));
  const auto refused = subject.call("PutItem", put("a", 1));
  EXPECT_EQ(refused.status, 400U);
  EXPECT_EQ(refused.error, "ConditionalCheckFailedException");
  EXPECT_EQ(last().error, "ConditionalCheckFailedException");
  EXPECT_FALSE(last().took_effect());
}

TEST_F(DynamoDbProxyTest, CountsCapacityAndHidesItFromWhoHasNotAsked) {
  auto subject = client();
  for (int version = 1; version <= 5; ++version) (void)subject.call("PutItem", put("a", version));
  EXPECT_FALSE(subject.call("Query", query("a")).body.contains("ConsumedCapacity"));
  EXPECT_EQ(last().capacity, 0.5);
  EXPECT_EQ(last().items, 5U);
  EXPECT_EQ(last().scanned, 5U);
  Json asked = query("a");
  asked["ReturnConsumedCapacity"] = "TOTAL";
  EXPECT_TRUE(subject.call("Query", asked).body.contains("ConsumedCapacity"));
}

TEST_F(DynamoDbProxyTest, SeesTheItemsOfBatchesAndTransactions) {
  auto subject = client();
  const Json puts = {{"TransactItems", {{{"Put", put("a", 1)}}, {{"Put", put("a", 2)}}}}};
  EXPECT_EQ(subject.call("TransactWriteItems", puts).status, 200U);
  ASSERT_EQ(last().request.touches.size(), 2U);
  EXPECT_EQ(last().request.touches[1].key, key("a", 2));
  EXPECT_EQ(last().capacity, 4);
  const Json gets = {{"RequestItems", {{"events", {{"Keys", {key("a", 1), key("a", 2), key("a", 3)}}}}}}};
  EXPECT_EQ(subject.call("BatchGetItem", gets).status, 200U);
  EXPECT_EQ(last().items, 2U);
  EXPECT_EQ(last().request.touches.size(), 3U);
}

TEST_F(DynamoDbProxyTest, ShowsEachClientTheSameTables) {
  auto first = client("client-1");
  auto second = client("client-2");
  EXPECT_EQ(first.call("PutItem", put("a", 1)).status, 200U);
  EXPECT_TRUE(second.call("GetItem", get("a", 1)).body.contains("Item"));
}

TEST_F(DynamoDbProxyTest, LearnsTheKeyOfATableThatTheSubjectMakes) {
  auto subject = client();
  const Json create = {{"TableName", "orders"},
                       {"BillingMode", "PAY_PER_REQUEST"},
                       {"AttributeDefinitions", {{{"AttributeName", "id"}, {"AttributeType", "S"}}}},
                       {"KeySchema", {{{"AttributeName", "id"}, {"KeyType", "HASH"}}}}};
  EXPECT_EQ(subject.call("CreateTable", create).status, 200U);
  (void)subject.call("PutItem", {{"TableName", "orders"}, {"Item", {{"id", {{"S", "x"}}}, {"total", {{"N", "1"}}}}}});
  EXPECT_EQ(last().request.touches.at(0).key, (Json{{"id", {{"S", "x"}}}}));
}

TEST_F(DynamoDbProxyTest, RefusesAndRecordsOperationsThatAreNotAllowed) {
  start({.allowed_operations = {"GetItem"}});
  auto subject = client();
  const auto refused = subject.call("ExecuteStatement", {{"Statement", "SELECT * FROM events"}});
  EXPECT_EQ(refused.status, 400U);
  EXPECT_EQ(refused.error, "UnknownOperationException");
  EXPECT_THAT(last().request.statements, ElementsAre("SELECT * FROM events"));
  EXPECT_FALSE(last().forwarded);
  EXPECT_EQ(subject.call("GetItem", get("a", 1)).status, 200U);
}

TEST_F(DynamoDbProxyTest, AnswersMalformedJsonWithAnErrorAndGoesOn) {
  auto subject = client();
  const std::string deep = R"({"a":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  for (const std::string& body : {std::string("{\"TableName\":"), std::string("[]"), std::string(), std::string("7"),
                                  std::string("{\"a\":\"\xff\"}"), deep}) {
    subject.send("PutItem", body);
    const auto got = subject.receive();
    EXPECT_EQ(got.status, 400U) << body.substr(0, 20);
    EXPECT_EQ(got.error, "SerializationException") << body.substr(0, 20);
    EXPECT_EQ(last().error, "SerializationException");
    EXPECT_FALSE(last().forwarded);
  }
  EXPECT_EQ(subject.call("PutItem", put("a", 1)).status, 200U);
}

TEST_F(DynamoDbProxyTest, ForwardsWhatItHasReadAndNothingElse) {
  auto subject = client();
  subject.send("DeleteTable", R"({"TableName":"events","TableName":"nowhere"})");
  EXPECT_EQ(subject.receive().error, "ResourceNotFoundException");
  EXPECT_THAT(last().request.tables, ElementsAre("nowhere"));
}

TEST_F(DynamoDbProxyTest, ClosesWhatIsNoHttpOrTooLarge) {
  for (const auto& bytes : {std::string("not http\r\n\r\n"), "POST / HTTP/1.1\r\nX: " + std::string(20'000, 'x'),
                            std::string("POST / HTTP/1.1\r\nContent-Length: 18000000\r\n\r\n")}) {
    auto peer = test::connect_to(port);
    peer.send(bytes);
    EXPECT_EQ(peer.receive_all(), "");
  }
  EXPECT_EQ(proxy->tally().malformed, 3U);
  EXPECT_TRUE(proxy->record().empty());
}

TEST_F(DynamoDbProxyTest, CutsOffWhoSendsARequestTooSlowlyAndServesOthersMeanwhile) {
  ProxyOptions options;
  options.limits.read = 200ms;
  start(std::move(options));
  auto slow = test::connect_to(port);
  const std::jthread drip([&](const std::stop_token& stop) {
    for (; !stop.stop_requested(); std::this_thread::sleep_for(20ms)) {
      if (!slow.send("P")) return;
    }
  });
  EXPECT_EQ(client().call("GetItem", get("a", 1)).status, 200U);
  while (proxy->tally().too_slow + proxy->tally().malformed == 0) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(proxy->tally().too_slow, 1U);
}

TEST_F(DynamoDbProxyTest, ServesNoMoreConnectionsAtOnceThanItMay) {
  ProxyOptions options;
  options.limits.connections = 2;
  start(std::move(options));
  auto first = client();
  auto second = client();
  auto third = client();
  (void)first.call("GetItem", get("a", 1));
  (void)second.call("GetItem", get("a", 1));
  third.send("GetItem", get("a", 1).dump());
  EXPECT_EQ(third.receive(100ms).broken, End::timed_out);
  first.disconnect();
  EXPECT_EQ(third.receive().status, 200U);
}

TEST_F(DynamoDbProxyTest, ClosesAConnectionThatBringsMoreBytesThanMayBeUnderWay) {
  ProxyOptions options;
  options.limits.bodies = 1000;
  start(std::move(options));
  auto large = test::connect_to(port);
  large.send("POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n");
  EXPECT_EQ(large.receive_all(), "");
  EXPECT_EQ(proxy->tally().overloaded, 1U);
  EXPECT_EQ(client().call("GetItem", get("a", 1)).status, 200U) << "and what it took is given back";
}

TEST_F(DynamoDbProxyTest, ServesNothingThatItCannotRemember) {
  ProxyOptions options;
  options.limits.record.exchanges = 2;
  start(std::move(options));
  auto subject = client();
  (void)subject.call("PutItem", put("a", 1));
  (void)subject.call("PutItem", put("a", 2));
  EXPECT_EQ(subject.call("PutItem", put("a", 3)).broken, End::closed);
  EXPECT_EQ(proxy->tally().overflow, 1U);
  EXPECT_EQ(database.get("events", key("a", 3)), std::nullopt);
  proxy->clear();
  EXPECT_EQ(subject.call("PutItem", put("a", 3)).status, 200U);
  EXPECT_EQ(last().request.number, 4U) << "numbers go on";
}

TEST_F(DynamoDbProxyTest, AsksForTheBodyWhereTheClientWaitsForThat) {
  auto peer = test::connect_to(port);
  const std::string body = get("a", 1).dump();
  peer.send("POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\nExpect: 100-continue\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n");
  EXPECT_EQ(peer.receive(25), "HTTP/1.1 100 Continue\r\n\r\n");
  peer.send(body);
  EXPECT_EQ(peer.receive(15), "HTTP/1.1 200 OK");
}

TEST_F(DynamoDbProxyTest, ReadsABodyInChunksAndAnItemOfFourHundredKilobytes) {
  auto peer = test::connect_to(port);
  peer.send("POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nTransfer-Encoding: chunked\r\n\r\n"
            "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
  EXPECT_EQ(peer.receive(15), "HTTP/1.1 200 OK");
  Json large = put("a", 1);
  large["Item"]["payload"] = {{"B", to_base64(std::string(400'000, 'x'))}};
  auto subject = client();
  EXPECT_EQ(subject.call("PutItem", large).status, 200U);
  EXPECT_EQ(subject.call("GetItem", get("a", 1)).body.at("Item"), large.at("Item"));
}

TEST_F(DynamoDbProxyTest, AnswersRequestsThatComeAtOnceInTheirOrder) {
  database.put("events", put("a", 2).at("Item"));
  std::string text;
  for (int version = 1; version <= 3; ++version) {
    const std::string body = get("a", version).dump();
    text += "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\n";
    text += version == 3 ? "Connection: close\r\n" : "";
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  auto peer = test::connect_to(port);
  peer.send(text);
  const std::string answers = peer.receive_all();
  const auto second = answers.find("\"Item\"");
  ASSERT_NE(second, std::string::npos);
  EXPECT_LT(answers.find("{}"), second);
  EXPECT_GT(answers.rfind("{}"), second);
  EXPECT_EQ(proxy->record().at(2).request.touches.at(0).key, key("a", 3));
}

TEST_F(DynamoDbProxyTest, TellsTheJudgeThatTheEngineFailedAndTheSubjectNothing) {
  test::Listener gone{test::Listener::deaf};
  auto broken = Engine::on_loopback(gone.port(), 1);
  test::Listener listener;
  const auto its_port = listener.port();
  Proxy before_nothing(listener.take(), broken);
  EXPECT_EQ(DynamoDbClient(its_port).call("GetItem", get("a", 1)).broken, End::closed);
  EXPECT_THROW((void)before_nothing.record(), JudgeFault);
}

TEST_F(DynamoDbProxyTest, EndsWhileConnectionsIdleAndRequestsPark) {
  auto idle = client();
  (void)idle.call("GetItem", get("a", 1));
  proxy->gate().close();
  auto parked = client();
  parked.send("PutItem", put("a", 1).dump());
  while (proxy->gate().parked().empty()) std::this_thread::sleep_for(1ms);
  proxy.reset();
  EXPECT_NE(parked.receive().status, 200U);
  EXPECT_EQ(database.get("events", key("a", 1)), std::nullopt);
}

}  // namespace
}  // namespace assay::kit::dynamodb
