// Requests of the contract as the bodies of DynamoDB's API, "Amazon DynamoDB API Reference".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "lab/dynamodb.hpp"

namespace lab::dynamodb {

[[nodiscard]] nlohmann::json body_of(const CreateTableRequest& request);
[[nodiscard]] nlohmann::json body_of(const PutItemRequest& request);
[[nodiscard]] nlohmann::json body_of(const UpdateItemRequest& request);
[[nodiscard]] nlohmann::json body_of(const DeleteItemRequest& request);
[[nodiscard]] nlohmann::json body_of(const GetItemRequest& request);
[[nodiscard]] nlohmann::json body_of(const QueryRequest& request);
[[nodiscard]] nlohmann::json body_of(const ScanRequest& request);
/// Throws ValidationError where an action is not one of the four kinds.
[[nodiscard]] nlohmann::json body_of(const TransactWriteItemsRequest& request);
/// Of BatchWriteItem. Throws ValidationError where a request is not either a put or a delete.
[[nodiscard]] nlohmann::json body_of(const std::vector<WriteRequest>& requests);

/// As GetShardIterator names it.
[[nodiscard]] std::string name_of(ShardIteratorType type);

}  // namespace lab::dynamodb
