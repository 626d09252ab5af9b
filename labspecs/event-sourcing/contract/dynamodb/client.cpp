#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "dynamodb/answers.hpp"
#include "dynamodb/error_answer.hpp"
#include "dynamodb/http_transport.hpp"
#include "dynamodb/requests.hpp"
#include "dynamodb/values_json.hpp"
#include "lab/dynamodb_client.hpp"

namespace lab::dynamodb {
namespace {

using nlohmann::json;

/// What `read` makes of an answer; an answer that it cannot read is an error of its own.
template <typename Read>
auto reading(const Read& read) {
  try {
    return read();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& problem) {
    throw Error("UnreadableAnswer", problem.what());
  }
}

class HttpClient final : public Client {
 public:
  explicit HttpClient(const ClientOptions& options) : transport_(options) {}

  TableDescription create_table(const CreateTableRequest& request) override {
    json answer = call(Api::tables, "CreateTable", body_of(request));
    return reading([&] { return table_from(answer.at("TableDescription")); });
  }

  TableDescription describe_table(const std::string& table_name) override {
    json answer = call(Api::tables, "DescribeTable", {{"TableName", table_name}});
    return reading([&] { return table_from(answer.at("Table")); });
  }

  void put_item(const PutItemRequest& request) override { call(Api::tables, "PutItem", body_of(request)); }

  void update_item(const UpdateItemRequest& request) override { call(Api::tables, "UpdateItem", body_of(request)); }

  void delete_item(const DeleteItemRequest& request) override { call(Api::tables, "DeleteItem", body_of(request)); }

  std::optional<Item> get_item(const GetItemRequest& request) override {
    json answer = call(Api::tables, "GetItem", body_of(request));
    return reading([&] { return found_item_from(answer); });
  }

  Page query(const QueryRequest& request) override {
    json answer = call(Api::tables, "Query", body_of(request));
    return reading([&] { return page_from(answer); });
  }

  Page scan(const ScanRequest& request) override {
    json answer = call(Api::tables, "Scan", body_of(request));
    return reading([&] { return page_from(answer); });
  }

  void transact_write_items(const TransactWriteItemsRequest& request) override {
    call(Api::tables, "TransactWriteItems", body_of(request));
  }

  std::vector<WriteRequest> batch_write_item(const std::vector<WriteRequest>& requests) override {
    json answer = call(Api::tables, "BatchWriteItem", body_of(requests));
    return reading([&] { return unprocessed_from(answer); });
  }

  StreamDescription describe_stream(const std::string& stream_arn, const std::string& exclusive_start_shard_id) override {
    json body = {{"StreamArn", stream_arn}};
    if (!exclusive_start_shard_id.empty()) body["ExclusiveStartShardId"] = exclusive_start_shard_id;
    json answer = call(Api::streams, "DescribeStream", body);
    return reading([&] { return stream_from(answer); });
  }

  std::string get_shard_iterator(const std::string& stream_arn, const std::string& shard_id, ShardIteratorType type,
                                 const std::string& sequence_number) override {
    json body = {{"StreamArn", stream_arn}, {"ShardId", shard_id}, {"ShardIteratorType", name_of(type)}};
    if (!sequence_number.empty()) body["SequenceNumber"] = sequence_number;
    json answer = call(Api::streams, "GetShardIterator", body);
    return reading([&] { return answer.at("ShardIterator").get<std::string>(); });
  }

  StreamRecords get_records(const std::string& shard_iterator, std::optional<unsigned> limit) override {
    json body = {{"ShardIterator", shard_iterator}};
    if (limit) body["Limit"] = *limit;
    json answer = call(Api::streams, "GetRecords", body);
    return reading([&] { return records_from(answer); });
  }

 private:
  json call(Api api, const std::string& operation, const json& body) {
    const HttpAnswer answer = transport_.post(api, operation, written(body));
    return reading([&] {
      if (answer.status != 200) throw_error(answer.status, answer.body);
      json object = json::parse(answer.body);
      if (!object.is_object()) throw std::runtime_error("it is not an object");
      return object;
    });
  }

  /// JSON holds UTF-8 and nothing else; other bytes go into values of the type B.
  static std::string written(const json& body) {
    try {
      return body.dump();
    } catch (const json::exception& problem) {
      throw ValidationError(problem.what());
    }
  }

  HttpTransport transport_;
};

}  // namespace

std::unique_ptr<Client> make_client(const ClientOptions& options) { return std::make_unique<HttpClient>(options); }

}  // namespace lab::dynamodb
