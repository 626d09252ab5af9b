// The lab's client of DynamoDB against a server that plays DynamoDB: each error of the API has its type, and nothing is
// sent twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "http/server.hpp"
#include "lab/dynamodb_client.hpp"

namespace lab::dynamodb {
namespace {

using namespace std::chrono_literals;
namespace http = assay::kit::http;
using nlohmann::json;
using testing::HasSubstr;

class DynamoDbErrors : public testing::Test {
 protected:
  DynamoDbErrors() : server_(started([this](const http::Request&) { return answers_.at(next_++); })) {
    options_.endpoint = "http://127.0.0.1:" + std::to_string(server_.port());
  }

  static http::Server started(http::Handler handler) {
    auto server = http::Server::start(std::move(handler), {.body = 1U << 21});
    if (!server) throw std::runtime_error(server.error().message);
    return std::move(*server);
  }

  void answer(unsigned status, const std::string& body) { answers_.push_back({.status = status, .body = body}); }
  void fail(unsigned status, const std::string& code, json more = json::object()) {
    more["__type"] = "com.amazonaws.dynamodb.v20120810#" + code;
    if (!more.contains("message")) more["message"] = "why";
    answer(status, more.dump());
  }

  std::unique_ptr<Client> client() { return make_client(options_); }
  void put() { client()->put_item({"Events", {{"stream", AttributeValue::s("a")}}, {}, {}, {}}); }

  std::vector<http::Response> answers_;
  std::atomic<std::size_t> next_ = 0;
  http::Server server_;
  ClientOptions options_;
};

template <typename Expected>
Expected thrown(const std::function<void()>& call) {
  try {
    call();
  } catch (const Expected& error) {
    return error;
  }
  throw std::runtime_error("nothing was thrown");
}

TEST_F(DynamoDbErrors, TellsThrottlingByItsCode) {
  for (const char* code : {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"}) {
    fail(400, code);
    const auto error = thrown<Throttled>([&] { put(); });
    EXPECT_EQ(error.code, code);
    EXPECT_TRUE(error.retryable);
    EXPECT_THAT(error.what(), HasSubstr("why"));
  }
}

TEST_F(DynamoDbErrors, TakesAnyServerErrorForAnInternalOne) {
  fail(500, "InternalServerError");
  EXPECT_TRUE(thrown<InternalServerError>([&] { put(); }).retryable);
  answer(503, "<html>busy</html>");
  EXPECT_THAT(thrown<InternalServerError>([&] { put(); }).what(), HasSubstr("503"));
}

TEST_F(DynamoDbErrors, GivesTheItemOfAFailedCondition) {
  fail(400, "ConditionalCheckFailedException", {{"Item", {{"id", {{"S", "e-1"}}}}}});
  const auto error = thrown<ConditionalCheckFailed>([&] { put(); });
  EXPECT_FALSE(error.retryable);
  ASSERT_TRUE(error.item);
  EXPECT_EQ(error.item->at("id").s(), "e-1");
  fail(400, "ConditionalCheckFailedException");
  EXPECT_FALSE(thrown<ConditionalCheckFailed>([&] { put(); }).item);
}

json reasons(const std::vector<std::string>& codes) {
  json list = json::array();
  for (const auto& code : codes) list.push_back({{"Code", code}, {"Message", "why " + code}});
  return {{"CancellationReasons", list}, {"message", json()}, {"Message", "cancelled"}};
}

TEST_F(DynamoDbErrors, RetriesACanceledTransactionOnlyWhereEveryReasonPasses) {
  fail(400, "TransactionCanceledException",
       reasons({"None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}));
  const auto passing = thrown<TransactionCanceled>([&] { put(); });
  EXPECT_TRUE(passing.retryable);
  ASSERT_EQ(passing.reasons.size(), 4U);
  EXPECT_EQ(passing.reasons[1].code, "TransactionConflict");
  EXPECT_EQ(passing.reasons[1].message, "why TransactionConflict");
  for (const char* lasting : {"ConditionalCheckFailed", "ValidationError", "ItemCollectionSizeLimitExceeded", "DuplicateItem"}) {
    fail(400, "TransactionCanceledException", reasons({"TransactionConflict", lasting}));
    EXPECT_FALSE(thrown<TransactionCanceled>([&] { put(); }).retryable) << lasting;
  }
  fail(400, "TransactionCanceledException");
  EXPECT_FALSE(thrown<TransactionCanceled>([&] { put(); }).retryable);
}

TEST_F(DynamoDbErrors, GivesTheItemOfACancellationReason) {
  auto body = reasons({"None", "ConditionalCheckFailed"});
  body["CancellationReasons"][1]["Item"] = {{"id", {{"S", "e-2"}}}};
  fail(400, "TransactionCanceledException", body);
  const auto error = thrown<TransactionCanceled>([&] { put(); });
  EXPECT_FALSE(error.reasons[0].item);
  ASSERT_TRUE(error.reasons[1].item);
  EXPECT_EQ(error.reasons[1].item->at("id").s(), "e-2");
}

TEST_F(DynamoDbErrors, TellsTheOthersByTheirCodes) {
  fail(400, "TransactionConflictException");
  EXPECT_TRUE(thrown<TransactionConflict>([&] { put(); }).retryable);
  fail(400, "TransactionInProgressException");
  EXPECT_EQ(thrown<TransactionConflict>([&] { put(); }).code, "TransactionInProgressException");
  fail(400, "ResourceNotFoundException");
  EXPECT_FALSE(thrown<ResourceNotFound>([&] { put(); }).retryable);
  fail(400, "ResourceInUseException");
  EXPECT_FALSE(thrown<ResourceInUse>([&] { put(); }).retryable);
  fail(400, "ValidationException");
  EXPECT_FALSE(thrown<ValidationError>([&] { put(); }).retryable);
}

TEST_F(DynamoDbErrors, KeepsTheCodeOfAnErrorWithoutAType) {
  fail(400, "UnrecognizedClientException");
  const auto unknown = thrown<Error>([&] { put(); });
  EXPECT_EQ(unknown.code, "UnrecognizedClientException");
  EXPECT_FALSE(unknown.retryable);
  fail(400, "LimitExceededException");
  EXPECT_TRUE(thrown<Error>([&] { put(); }).retryable);
  answer(404, "nothing here");
  EXPECT_EQ(thrown<Error>([&] { put(); }).code, "HTTP 404");
  answer(301, "{}");
  EXPECT_EQ(thrown<Error>([&] { put(); }).code, "HTTP 301");
}

TEST_F(DynamoDbErrors, SaysThatItCannotReadAnAnswer) {
  for (const char* body : {"", "{", "[]", R"({"Item": {"a": {"S": 1}}})", R"({"Item": {"a": {"B": "Z"}}})", R"({"Item": {"a": {"SS": ["x"]}}})",
                           R"({"Item": {"a": {}}})"}) {
    answer(200, body);
    const auto error = thrown<Error>([&] { (void)client()->get_item({"Events", {{"stream", AttributeValue::s("a")}}}); });
    EXPECT_EQ(error.code, "UnreadableAnswer") << body;
  }
}

TEST_F(DynamoDbErrors, SendsNothingTwiceWhenAKeptConnectionIsClosed) {
  answer(200, "{}");
  answers_.push_back({.hang_up = true});
  answer(200, "{}");
  const auto kept = client();
  const auto put = [&] { kept->put_item({"Events", {{"stream", AttributeValue::s("a")}}, {}, {}, {}}); };
  put();
  EXPECT_TRUE(thrown<ConnectionError>(put).retryable);
  put();
  const auto exchanges = server_.exchanges();
  ASSERT_EQ(exchanges.size(), 3U);
  EXPECT_EQ(exchanges[0].request.connection, exchanges[1].request.connection);
  EXPECT_NE(exchanges[1].request.connection, exchanges[2].request.connection);
}

TEST_F(DynamoDbErrors, GivesUpWhenItsTimeIsOver) {
  answers_.push_back({.body = "{}", .delay = 5s});
  options_.timeout = 100ms;
  const auto begin = std::chrono::steady_clock::now();
  thrown<ConnectionError>([&] { put(); });
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST_F(DynamoDbErrors, SaysThatNoOneListens) {
  options_.endpoint = "http://127.0.0.1:1";
  thrown<ConnectionError>([&] { put(); });
}

TEST_F(DynamoDbErrors, RefusesTextThatIsNotUnicodeBeforeItSends) {
  const auto kept = client();
  thrown<ValidationError>([&] { kept->put_item({"Events", {{"stream", AttributeValue::s("\xff")}}, {}, {}, {}}); });
  thrown<ValidationError>([&] { kept->describe_table("\xc3"); });
  EXPECT_TRUE(server_.exchanges().empty());
}

TEST_F(DynamoDbErrors, RefusesATransactionWhoseActionsAreNone) {
  thrown<ValidationError>([&] { client()->transact_write_items({{TransactWriteItem()}, {}}); });
  thrown<ValidationError>([&] { client()->batch_write_item({WriteRequest{"Events", {}, {}}}); });
}

TEST_F(DynamoDbErrors, SignsWithTheCallersKeyAndToken) {
  answer(200, "{}");
  options_.access_key_id = "client-1";
  options_.region = "eu-central-1";
  options_.session_token = "the+token";
  put();
  const auto request = server_.exchanges().at(0).request;
  EXPECT_THAT(std::string(request.field("Authorization").value()), testing::StartsWith("AWS4-HMAC-SHA256 Credential=client-1/"));
  EXPECT_THAT(std::string(request.field("Authorization").value()), HasSubstr("/eu-central-1/dynamodb/aws4_request"));
  EXPECT_THAT(std::string(request.field("Authorization").value()),
              HasSubstr("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,"));
  EXPECT_EQ(request.field("X-Amz-Security-Token"), "the+token");
  EXPECT_EQ(request.field("X-Amz-Target"), "DynamoDB_20120810.PutItem");
  EXPECT_EQ(request.field("Content-Type"), "application/x-amz-json-1.0");
  EXPECT_EQ(request.method + " " + request.target, "POST /");
}

TEST_F(DynamoDbErrors, WaitsForNoPermissionToSendALongBody) {
  answer(200, "{}");
  client()->put_item({"Events", {{"payload", AttributeValue::b(std::string(1'200'000, 'x'))}}, {}, {}, {}});
  EXPECT_FALSE(server_.exchanges().at(0).request.field("Expect"));
}

TEST_F(DynamoDbErrors, ServesManyThreadsOverAConnectionEach) {
  answers_.assign(200, {.body = "{}"});
  const auto kept = client();
  std::vector<std::jthread> threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) kept->put_item({"Events", {{"stream", AttributeValue::s("a")}}, {}, {}, {}});
    });
  }
  threads.clear();
  EXPECT_EQ(server_.exchanges().size(), 200U);
  EXPECT_LE(server_.tally().connections, 10U);
}

TEST(DynamoDbOptions, AreRefusedWhereTheyCannotBeMeant) {
  const auto refused = [](auto change) {
    ClientOptions options;
    change(options);
    EXPECT_THROW((void)make_client(options), std::invalid_argument);
  };
  refused([](ClientOptions& options) { options.endpoint = "127.0.0.1:8000"; });
  refused([](ClientOptions& options) { options.region.clear(); });
  refused([](ClientOptions& options) { options.access_key_id.clear(); });
  refused([](ClientOptions& options) { options.session_token = "a\r\nb"; });
  refused([](ClientOptions& options) { options.timeout = 0ms; });
}

}  // namespace
}  // namespace lab::dynamodb
