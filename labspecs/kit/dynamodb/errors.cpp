#include <algorithm>
#include <array>

#include "dynamodb/faults.hpp"

namespace assay::kit::dynamodb {
namespace {

constexpr std::string_view cancelled = "TransactionCanceledException";

// Names, statuses and retry rules: "Error handling with DynamoDB" in the Developer Guide; the spaces as
// the service writes them in __type.
constexpr std::array<ErrorType, 16> types{{
    {.name = "ConditionalCheckFailedException", .message = "The conditional request failed"},
    {.name = "ProvisionedThroughputExceededException",
     .message = "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
                "provisioning level with the UpdateTable API."},
    {.name = "RequestLimitExceeded",
     .message = "Throughput exceeds the current throughput limit for your account. Please contact AWS Support."},
    {.name = "ThrottlingException",
     .space = "com.amazon.coral.availability",
     .message = "Rate of requests exceeds the allowed throughput."},
    {.name = "InternalServerError", .status = 500, .message = "The request could not be processed because of an internal error."},
    {.name = "ServiceUnavailable",
     .status = 503,
     .space = "com.amazon.coral.availability",
     .message = "The service is currently unavailable or busy."},
    {.name = cancelled, .message = "Transaction cancelled, please refer cancellation reasons for specific reasons"},
    {.name = "TransactionConflictException", .message = "Transaction is ongoing for the item"},
    {.name = "TransactionInProgressException",
     .message = "The transaction with the given request token is already in progress."},
    {.name = "IdempotentParameterMismatchException",
     .message = "A request with the same token has been made with other parameters."},
    {.name = "ItemCollectionSizeLimitExceededException", .message = "Collection size exceeded."},
    {.name = "ResourceNotFoundException", .message = "Requested resource not found"},
    {.name = "ResourceInUseException", .message = "The resource is in use."},
    {.name = "ValidationException", .space = "com.amazon.coral.validate", .message = "The request is not valid."},
    {.name = "SerializationException", .space = "com.amazon.coral.service", .message = "The request could not be read."},
    {.name = "UnknownOperationException",
     .space = "com.amazon.coral.service",
     .message = "An operation was requested that is not known here."},
}};

std::string_view message_of_reason(std::string_view code) {
  if (code == "ConditionalCheckFailed") return "The conditional request failed";
  if (code == "TransactionConflict") return "Transaction is ongoing for the item";
  if (code == "ThrottlingError" || code == "ProvisionedThroughputExceeded") return "Throughput exceeds the capacity";
  return "";
}

}  // namespace

const ErrorType* error_type(std::string_view name) {
  const auto* found = std::ranges::find(types, name, &ErrorType::name);
  return found == types.end() ? nullptr : found;
}

Answer error_answer(const Fail& fail, std::size_t items) {
  const ErrorType* known = error_type(fail.error);
  const ErrorType type = known != nullptr ? *known : ErrorType{.name = fail.error};
  Json body = {{"__type", std::string(type.space) + '#' + std::string(type.name)}, {"Message", type.message}};
  if (type.name == cancelled) {
    auto codes = fail.reasons.empty() ? std::vector<std::string>{"TransactionConflict"} : fail.reasons;
    codes.resize(std::max(codes.size(), items), "None");
    std::string list;
    body["CancellationReasons"] = Json::array();
    for (const auto& code : codes) {
      Json reason = {{"Code", code}};
      if (const auto message = message_of_reason(code); !message.empty()) reason["Message"] = message;
      body["CancellationReasons"].push_back(std::move(reason));
      list += (list.empty() ? "" : ", ") + code;
    }
    body["Message"] = std::string(type.message) + " [" + list + "]";
  }
  return {type.status, body.dump(), std::string(type.name)};
}

}  // namespace assay::kit::dynamodb
