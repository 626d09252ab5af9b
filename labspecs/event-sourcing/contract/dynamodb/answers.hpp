// What DynamoDB answers, as the contract has it. Each throws an exception of the standard library or of
// nlohmann-json where the answer is not one.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "lab/dynamodb.hpp"

namespace lab::dynamodb {

/// Of a table's description, as CreateTable and DescribeTable give it.
[[nodiscard]] TableDescription table_from(const nlohmann::json& description);
/// Of GetItem's answer.
[[nodiscard]] std::optional<Item> found_item_from(nlohmann::json& answer);
/// Of an answer of Query or Scan.
[[nodiscard]] Page page_from(nlohmann::json& answer);
/// Of BatchWriteItem's answer.
[[nodiscard]] std::vector<WriteRequest> unprocessed_from(nlohmann::json& answer);
/// Of DescribeStream's answer.
[[nodiscard]] StreamDescription stream_from(const nlohmann::json& answer);
/// Of GetRecords' answer.
[[nodiscard]] StreamRecords records_from(nlohmann::json& answer);

}  // namespace lab::dynamodb
