// Values as DynamoDB writes them in JSON: {"S": "text"}, {"N": "1"}, {"B": "base64"}, …
#pragma once

#include <nlohmann/json.hpp>

#include "lab/dynamodb_values.hpp"

namespace lab::dynamodb {

[[nodiscard]] nlohmann::json to_json(const AttributeValue& value);
[[nodiscard]] nlohmann::json to_json(const Item& item);

// Each takes the text out of what it reads, and throws std::runtime_error, or an exception of nlohmann-json, where
// that is not a value of a type that this client knows.
[[nodiscard]] AttributeValue value_from(nlohmann::json& typed);
[[nodiscard]] Item item_from(nlohmann::json& attributes);

}  // namespace lab::dynamodb
