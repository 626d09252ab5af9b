// What the judge reads in DynamoDB's expressions.
#pragma once

#include <string>
#include <string_view>

#include "dynamodb/database.hpp"

namespace assay::kit::dynamodb {

/// The expression with each `#name` replaced by what `names` (ExpressionAttributeNames) has for it.
[[nodiscard]] std::string with_names(std::string_view expression, const Json& names);

/// The value that a key condition wants `attribute` to equal: {"S": "a"}; null where it cannot be told.
[[nodiscard]] Json equal_value(std::string_view expression, std::string_view attribute, const Json& names,
                               const Json& values);

}  // namespace assay::kit::dynamodb
