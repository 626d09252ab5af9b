// The lab's client of DynamoDB against DynamoDB Local: every operation of the contract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "lab/dynamodb_client.hpp"
#include "local_engine.hpp"

namespace lab::dynamodb {
namespace {

using V = AttributeValue;
using testing::ElementsAre;

Item key(const std::string& stream, std::int64_t version) { return {{"stream", V::s(stream)}, {"version", V::n(version)}}; }

Item item(const std::string& stream, std::int64_t version, const std::string& payload = "p") {
  Item all = key(stream, version);
  all.emplace("payload", V::b(payload));
  return all;
}

class DynamoDbClient : public testing::Test {
 protected:
  DynamoDbClient() {
    const auto description = client_->create_table(
        {table_, {"stream", KeyType::string}, KeyAttribute{"version", KeyType::number}, true});
    EXPECT_EQ(description.status, "ACTIVE");
  }

  void put(const Item& item) { client_->put_item({table_, item, {}, {}, {}}); }
  std::optional<Item> get(const Item& key) { return client_->get_item({table_, key, true}); }

  std::vector<std::int64_t> versions(const QueryRequest& request) {
    std::vector<std::int64_t> versions;
    QueryRequest next = request;
    do {
      const Page page = client_->query(next);
      for (const auto& found : page.items) versions.push_back(found.at("version").n());
      next.exclusive_start_key = page.last_evaluated_key;
    } while (next.exclusive_start_key);
    return versions;
  }

  QueryRequest of_stream(const std::string& stream) const {
    QueryRequest request;
    request.table_name = table_;
    request.key_condition_expression = "#s = :s";
    request.expression_attribute_names = {{"#s", "stream"}};
    request.expression_attribute_values = {{":s", V::s(stream)}};
    request.consistent_read = true;
    return request;
  }

  const std::unique_ptr<Client> client_ = assay::test::engine_client();
  const std::string table_ = assay::test::fresh_table_name("Events");
};

TEST_F(DynamoDbClient, DescribesATableAndItsStream) {
  const auto description = client_->describe_table(table_);
  EXPECT_EQ(description.status, "ACTIVE");
  EXPECT_THAT(description.latest_stream_arn, testing::HasSubstr(table_));
  EXPECT_THROW((void)client_->describe_table("NoSuchTable"), ResourceNotFound);
  EXPECT_THROW((void)client_->create_table({table_, {"stream", KeyType::string}, {}, false}), ResourceInUse);
  const auto plain = assay::test::fresh_table_name("Plain");
  EXPECT_EQ(client_->create_table({plain, {"name", KeyType::binary}, {}, false}).latest_stream_arn, "");
}

TEST_F(DynamoDbClient, ReadsBackEveryTypeOfValue) {
  Item all = key("naïve \"ключ\" \\ 🙂\n", 1);
  all.emplace("text", V::s(""));
  all.emplace("number", V::number_text("-12.5"));
  all.emplace("large", V::n(9'007'199'254'740'993));
  all.emplace("bytes", V::b(std::string("\0\xff\n\"", 4)));
  all.emplace("none", V::b(""));
  all.emplace("yes", V::boolean(true));
  all.emplace("null", V());
  all.emplace("list", V::list({V::n(1), V::s("a"), V::list({})}));
  all.emplace("map", V::map({{"inner", V::boolean(false)}}));
  put(all);
  EXPECT_EQ(get(key("naïve \"ключ\" \\ 🙂\n", 1)), all);
  EXPECT_EQ(get(key("other", 1)), std::nullopt);
}

TEST_F(DynamoDbClient, GivesTheItemThatFailsACondition) {
  put(item("a", 1, "first"));
  PutItemRequest again{table_, item("a", 1, "second"), "attribute_not_exists(version)", {}, {}};
  try {
    client_->put_item(again);
    FAIL();
  } catch (const ConditionalCheckFailed& failed) {
    EXPECT_EQ(failed.item, std::nullopt);
  }
  again.return_values_on_condition_check_failure = true;
  try {
    client_->put_item(again);
    FAIL();
  } catch (const ConditionalCheckFailed& failed) {
    EXPECT_EQ(failed.item, item("a", 1, "first"));
  }
}

TEST_F(DynamoDbClient, UpdatesUnderAConditionAndDeletes) {
  UpdateItemRequest add{table_, key("a", 1), "ADD #c :one", "attribute_not_exists(#c) OR #c < :most", {{"#c", "count"}},
                        {{":one", V::n(1)}, {":most", V::n(2)}}};
  client_->update_item(add);
  client_->update_item(add);
  EXPECT_THROW(client_->update_item(add), ConditionalCheckFailed);
  EXPECT_EQ(get(key("a", 1))->at("count").n(), 2);
  DeleteItemRequest remove{table_, key("a", 1), "#c = :c", {{"#c", "count"}}, {{":c", V::n(3)}}};
  EXPECT_THROW(client_->delete_item(remove), ConditionalCheckFailed);
  remove.expression_attribute_values = {{":c", V::n(2)}};
  client_->delete_item(remove);
  EXPECT_EQ(get(key("a", 1)), std::nullopt);
}

TEST_F(DynamoDbClient, QueriesPageByPageInEitherDirection) {
  for (int version = 1; version <= 5; ++version) put(item("a", version));
  put(item("b", 1));
  QueryRequest request = of_stream("a");
  request.limit = 2;
  EXPECT_THAT(versions(request), ElementsAre(1, 2, 3, 4, 5));
  request.scan_index_forward = false;
  EXPECT_THAT(versions(request), ElementsAre(5, 4, 3, 2, 1));
  request.key_condition_expression += " AND version > :v";
  request.expression_attribute_values.emplace(":v", V::n(3));
  EXPECT_THAT(versions(request), ElementsAre(5, 4));
}

TEST_F(DynamoDbClient, GivesAPageThatIsEmptyAndNotTheLast) {
  for (int version = 1; version <= 3; ++version) put(item("a", version, version == 3 ? "wanted" : "p"));
  QueryRequest request = of_stream("a");
  request.limit = 2;
  request.filter_expression = "payload = :p";
  request.expression_attribute_values.emplace(":p", V::b("wanted"));
  const Page page = client_->query(request);
  EXPECT_TRUE(page.items.empty());
  EXPECT_TRUE(page.last_evaluated_key);
  EXPECT_THAT(versions(request), ElementsAre(3));
}

TEST_F(DynamoDbClient, SplitsItemsNearTheLargestSizeIntoPages) {
  const std::string payload(400'000, '\xfe');
  for (int version = 1; version <= 4; ++version) put(item("a", version, payload));
  const Page page = client_->query(of_stream("a"));
  EXPECT_LT(page.items.size(), 4U);
  EXPECT_EQ(page.items.front().at("payload").b(), payload);
  EXPECT_THAT(versions(of_stream("a")), ElementsAre(1, 2, 3, 4));
  EXPECT_THROW(put(item("a", 5, std::string(410'000, 'x'))), ValidationError);
}

TEST_F(DynamoDbClient, ScansPageByPage) {
  for (int version = 1; version <= 5; ++version) put(item("a", version));
  ScanRequest request{table_, true, 2, {}};
  std::size_t found = 0;
  do {
    const Page page = client_->scan(request);
    found += page.items.size();
    request.exclusive_start_key = page.last_evaluated_key;
  } while (request.exclusive_start_key);
  EXPECT_EQ(found, 5U);
}

TransactWriteItem put_new(const std::string& table, const Item& item) {
  TransactWriteItem action;
  action.put = PutItemRequest{table, item, "attribute_not_exists(version)", {}, {}, true};
  return action;
}

TEST_F(DynamoDbClient, WritesATransactionAsAWholeOrNotAtAll) {
  TransactWriteItem exists;
  exists.condition_check = ConditionCheck{table_, key("a", 1), "attribute_exists(version)", {}, {}};
  const TransactWriteItemsRequest request{{exists, put_new(table_, item("a", 2)), put_new(table_, item("a", 3))}, {}};
  try {
    client_->transact_write_items(request);
    FAIL();
  } catch (const TransactionCanceled& canceled) {
    EXPECT_FALSE(canceled.retryable);
    ASSERT_EQ(canceled.reasons.size(), 3U);
    EXPECT_EQ(canceled.reasons[0].code, "ConditionalCheckFailed");
    EXPECT_EQ(canceled.reasons[1].code, "None");
  }
  EXPECT_TRUE(versions(of_stream("a")).empty());
  put(item("a", 1));
  client_->transact_write_items(request);
  EXPECT_THAT(versions(of_stream("a")), ElementsAre(1, 2, 3));
  try {
    client_->transact_write_items(request);
    FAIL();
  } catch (const TransactionCanceled& canceled) {
    EXPECT_EQ(canceled.reasons.at(1).item, item("a", 2));
  }
}

TEST_F(DynamoDbClient, UpdatesAndDeletesInATransaction) {
  put(item("a", 1));
  TransactWriteItem update;
  update.update = UpdateItemRequest{table_, key("a", 2), "SET n = :n", {}, {}, {{":n", V::n(7)}}};
  TransactWriteItem remove;
  remove.delete_item = DeleteItemRequest{table_, key("a", 1), {}, {}, {}};
  client_->transact_write_items({{update, remove}, "a token"});
  client_->transact_write_items({{update, remove}, "a token"});
  EXPECT_EQ(get(key("a", 1)), std::nullopt);
  EXPECT_EQ(get(key("a", 2))->at("n").n(), 7);
}

TEST_F(DynamoDbClient, WritesABatch) {
  put(item("a", 1));
  const auto left = client_->batch_write_item({{table_, item("a", 2), {}}, {table_, {}, key("a", 1)}});
  EXPECT_TRUE(left.empty());
  EXPECT_THAT(versions(of_stream("a")), ElementsAre(2));
}

TEST_F(DynamoDbClient, NamesWhatIsWrongWithARequest) {
  EXPECT_THROW(put({{"other", V::s("a")}}), ValidationError);
  EXPECT_THROW(client_->put_item({"NoSuchTable", item("a", 1), {}, {}, {}}), ResourceNotFound);
  EXPECT_THROW(put(item("", 1)), ValidationError);
}

TEST_F(DynamoDbClient, FollowsTheTablesStream) {
  put(item("a", 1, "first"));
  const auto arn = client_->describe_table(table_).latest_stream_arn;
  const auto stream = client_->describe_stream(arn);
  ASSERT_EQ(stream.shards.size(), 1U);
  const auto& shard = stream.shards.front().shard_id;
  const auto first = client_->get_records(client_->get_shard_iterator(arn, shard, ShardIteratorType::trim_horizon));
  ASSERT_EQ(first.records.size(), 1U);
  EXPECT_EQ(first.records[0].event_name, "INSERT");
  EXPECT_EQ(first.records[0].new_image, item("a", 1, "first"));
  put(item("a", 2));
  put(item("a", 3));
  const auto after = client_->get_shard_iterator(arn, shard, ShardIteratorType::after_sequence_number,
                                                 first.records[0].sequence_number);
  const auto second = client_->get_records(after, 1);
  ASSERT_EQ(second.records.size(), 1U);
  EXPECT_EQ(second.records[0].new_image.at("version").n(), 2);
  const auto third = client_->get_records(second.next_shard_iterator);
  ASSERT_EQ(third.records.size(), 1U);
  EXPECT_TRUE(client_->get_records(third.next_shard_iterator).records.empty());
  EXPECT_TRUE(client_->describe_stream(arn, shard).shards.empty());
}

}  // namespace
}  // namespace lab::dynamodb
