#include "dynamodb/requests.hpp"

#include "dynamodb/values_json.hpp"
#include "lab/dynamodb_errors.hpp"

namespace lab::dynamodb {
namespace {

using nlohmann::json;

const char* name_of(KeyType type) {
  switch (type) {
    case KeyType::number: return "N";
    case KeyType::binary: return "B";
    case KeyType::string: break;
  }
  return "S";
}

// DynamoDB takes no empty text, map of names or map of values: what is not wanted is left out.
void add_text(json& body, const char* key, const std::string& text) {
  if (!text.empty()) body[key] = text;
}

template <typename Request>
void add_expression_attributes(json& body, const Request& request) {
  if (!request.expression_attribute_names.empty()) body["ExpressionAttributeNames"] = request.expression_attribute_names;
  if (!request.expression_attribute_values.empty()) {
    body["ExpressionAttributeValues"] = to_json(request.expression_attribute_values);
  }
}

template <typename Request>
void add_condition(json& body, const Request& request) {
  add_text(body, "ConditionExpression", request.condition_expression);
  add_expression_attributes(body, request);
}

template <typename Request>
void add_page(json& body, const Request& request) {
  if (request.limit) body["Limit"] = *request.limit;
  if (request.exclusive_start_key) body["ExclusiveStartKey"] = to_json(*request.exclusive_start_key);
}

void add_key(json& body, const KeyAttribute& key, const char* role) {
  body["AttributeDefinitions"].push_back({{"AttributeName", key.name}, {"AttributeType", name_of(key.type)}});
  body["KeySchema"].push_back({{"AttributeName", key.name}, {"KeyType", role}});
}

json body_of(const ConditionCheck& request) {
  json body = {{"TableName", request.table_name}, {"Key", to_json(request.key)}};
  add_condition(body, request);
  return body;
}

json action_of(const TransactWriteItem& item) {
  json action = json::object();
  if (item.put) action["Put"] = body_of(*item.put);
  if (item.update) action["Update"] = body_of(*item.update);
  if (item.delete_item) action["Delete"] = body_of(*item.delete_item);
  if (item.condition_check) action["ConditionCheck"] = body_of(*item.condition_check);
  if (action.size() != 1) throw ValidationError("an action of a transaction is not one of the four kinds");
  return action;
}

json action_of(const WriteRequest& request) {
  if (request.put.has_value() == request.delete_key.has_value()) {
    throw ValidationError("a request of a batch is not either a put or a delete");
  }
  if (request.put) return {{"PutRequest", {{"Item", to_json(*request.put)}}}};
  return {{"DeleteRequest", {{"Key", to_json(*request.delete_key)}}}};
}

}  // namespace

json body_of(const CreateTableRequest& request) {
  json body = {{"TableName", request.table_name}, {"BillingMode", "PAY_PER_REQUEST"}};
  add_key(body, request.partition_key, "HASH");
  if (request.sort_key) add_key(body, *request.sort_key, "RANGE");
  if (request.stream) body["StreamSpecification"] = {{"StreamEnabled", true}, {"StreamViewType", "NEW_IMAGE"}};
  return body;
}

json body_of(const PutItemRequest& request) {
  json body = {{"TableName", request.table_name}, {"Item", to_json(request.item)}};
  add_condition(body, request);
  if (request.return_values_on_condition_check_failure) body["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  return body;
}

json body_of(const UpdateItemRequest& request) {
  json body = {{"TableName", request.table_name}, {"Key", to_json(request.key)}};
  add_text(body, "UpdateExpression", request.update_expression);
  add_condition(body, request);
  return body;
}

json body_of(const DeleteItemRequest& request) {
  json body = {{"TableName", request.table_name}, {"Key", to_json(request.key)}};
  add_condition(body, request);
  return body;
}

json body_of(const GetItemRequest& request) {
  return {{"TableName", request.table_name}, {"Key", to_json(request.key)}, {"ConsistentRead", request.consistent_read}};
}

json body_of(const QueryRequest& request) {
  json body = {{"TableName", request.table_name},
               {"KeyConditionExpression", request.key_condition_expression},
               {"ConsistentRead", request.consistent_read},
               {"ScanIndexForward", request.scan_index_forward}};
  add_text(body, "FilterExpression", request.filter_expression);
  add_expression_attributes(body, request);
  add_page(body, request);
  return body;
}

json body_of(const ScanRequest& request) {
  json body = {{"TableName", request.table_name}, {"ConsistentRead", request.consistent_read}};
  add_page(body, request);
  return body;
}

json body_of(const TransactWriteItemsRequest& request) {
  json actions = json::array();
  for (const auto& item : request.transact_items) actions.push_back(action_of(item));
  json body = {{"TransactItems", std::move(actions)}};
  add_text(body, "ClientRequestToken", request.client_request_token);
  return body;
}

json body_of(const std::vector<WriteRequest>& requests) {
  json tables = json::object();
  for (const auto& request : requests) tables[request.table_name].push_back(action_of(request));
  return {{"RequestItems", std::move(tables)}};
}

std::string name_of(ShardIteratorType type) {
  switch (type) {
    case ShardIteratorType::trim_horizon: return "TRIM_HORIZON";
    case ShardIteratorType::latest: return "LATEST";
    case ShardIteratorType::at_sequence_number: return "AT_SEQUENCE_NUMBER";
    case ShardIteratorType::after_sequence_number: break;
  }
  return "AFTER_SEQUENCE_NUMBER";
}

}  // namespace lab::dynamodb
