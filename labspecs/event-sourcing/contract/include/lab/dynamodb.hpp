// A small client of DynamoDB, in DynamoDB's own terms: what a request and its fields mean is said in
// the "Amazon DynamoDB API Reference" under the name of the operation. It sends what it is told, once: it
// retries nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/dynamodb_errors.hpp"
#include "lab/dynamodb_values.hpp"

namespace lab::dynamodb {

/// ":v" and the value that stands for it; "#n" and the name that stands for it.
using Values = std::map<std::string, AttributeValue>;
using Names = std::map<std::string, std::string>;

enum class KeyType { string, number, binary };

struct KeyAttribute {
  std::string name;
  KeyType type = KeyType::string;
};

struct CreateTableRequest {
  std::string table_name;
  KeyAttribute partition_key;
  std::optional<KeyAttribute> sort_key;
  bool stream = false;  ///< DynamoDB Streams with NEW_IMAGE
};

struct TableDescription {
  std::string status;             ///< "ACTIVE" once it can be used
  std::string latest_stream_arn;  ///< empty: it has none
};

struct PutItemRequest {
  std::string table_name;
  Item item;
  std::string condition_expression;  ///< empty: none
  Names expression_attribute_names;
  Values expression_attribute_values;
  bool return_values_on_condition_check_failure = false;  ///< the item that is there, in the error
};

struct UpdateItemRequest {
  std::string table_name;
  Item key;
  std::string update_expression;
  std::string condition_expression;  ///< empty: none
  Names expression_attribute_names;
  Values expression_attribute_values;
};

struct DeleteItemRequest {
  std::string table_name;
  Item key;
  std::string condition_expression;  ///< empty: none
  Names expression_attribute_names;
  Values expression_attribute_values;
};

struct GetItemRequest {
  std::string table_name;
  Item key;
  bool consistent_read = false;
};

struct QueryRequest {
  std::string table_name;
  std::string key_condition_expression;
  std::string filter_expression;  ///< empty: none
  Names expression_attribute_names;
  Values expression_attribute_values;
  bool consistent_read = false;
  bool scan_index_forward = true;          ///< false: from the highest sort key down
  std::optional<unsigned> limit;           ///< items read before the filter
  std::optional<Item> exclusive_start_key; ///< `last_evaluated_key` of the page before
};

struct ScanRequest {
  std::string table_name;
  bool consistent_read = false;
  std::optional<unsigned> limit;
  std::optional<Item> exclusive_start_key;
};

/// A page. There may be more although it is empty: it ends where there is no `last_evaluated_key`.
struct Page {
  std::vector<Item> items;
  std::optional<Item> last_evaluated_key;
};

struct ConditionCheck {
  std::string table_name;
  Item key;
  std::string condition_expression;
  Names expression_attribute_names;
  Values expression_attribute_values;
};

/// One action; exactly one of the four is set.
struct TransactWriteItem {
  std::optional<PutItemRequest> put;
  std::optional<UpdateItemRequest> update;
  std::optional<DeleteItemRequest> delete_item;
  std::optional<ConditionCheck> condition_check;
};

struct TransactWriteItemsRequest {
  std::vector<TransactWriteItem> transact_items;  ///< at most 100, each of another item
  std::string client_request_token;               ///< empty: none; makes the request idempotent for ten minutes
};

/// A put or a delete of one item, without a condition.
struct WriteRequest {
  std::string table_name;
  std::optional<Item> put;
  std::optional<Item> delete_key;
};

struct StreamRecord {
  std::string event_name;       ///< "INSERT", "MODIFY", "REMOVE"
  std::string sequence_number;
  Item new_image;
};

struct Shard {
  std::string shard_id;
  std::string parent_shard_id;  ///< empty: none
};

struct StreamDescription {
  std::vector<Shard> shards;
  std::string last_evaluated_shard_id;  ///< empty: these are all
};

enum class ShardIteratorType { trim_horizon, latest, at_sequence_number, after_sequence_number };

struct StreamRecords {
  std::vector<StreamRecord> records;
  std::string next_shard_iterator;  ///< empty: the shard is closed and read
};

/// Any number of threads may use it at once. Every method throws the errors of dynamodb_errors.hpp.
class Client {
 public:
  virtual ~Client() = default;

  virtual TableDescription create_table(const CreateTableRequest& request) = 0;
  virtual TableDescription describe_table(const std::string& table_name) = 0;
  virtual void put_item(const PutItemRequest& request) = 0;
  virtual void update_item(const UpdateItemRequest& request) = 0;
  virtual void delete_item(const DeleteItemRequest& request) = 0;
  virtual std::optional<Item> get_item(const GetItemRequest& request) = 0;
  virtual Page query(const QueryRequest& request) = 0;
  virtual Page scan(const ScanRequest& request) = 0;
  virtual void transact_write_items(const TransactWriteItemsRequest& request) = 0;
  /// At most 25 at once. Gives those that were not done (UnprocessedItems).
  virtual std::vector<WriteRequest> batch_write_item(const std::vector<WriteRequest>& requests) = 0;

  virtual StreamDescription describe_stream(const std::string& stream_arn,
                                            const std::string& exclusive_start_shard_id = {}) = 0;
  virtual std::string get_shard_iterator(const std::string& stream_arn, const std::string& shard_id,
                                         ShardIteratorType type, const std::string& sequence_number = {}) = 0;
  virtual StreamRecords get_records(const std::string& shard_iterator, std::optional<unsigned> limit = {}) = 0;
};

}  // namespace lab::dynamodb
