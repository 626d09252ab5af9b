#include "dynamodb/error_answer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "dynamodb/values_json.hpp"
#include "lab/dynamodb_errors.hpp"

namespace lab::dynamodb {
namespace {

using nlohmann::json;

std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Services write both.
std::string message_of(const json& error) {
  std::string message = text_at(error, "message");
  return message.empty() ? text_at(error, "Message") : message;
}

/// "ValidationException" of "com.amazon.coral.validate#ValidationException".
std::string code_of(const json& error) {
  const std::string type = text_at(error, "__type");
  return type.substr(type.find('#') + 1);
}

std::optional<Item> item_of(json& error) {
  const auto found = error.find("Item");
  if (found == error.end() || !found->is_object() || found->empty()) return std::nullopt;
  return item_from(*found);
}

std::vector<CancellationReason> reasons_of(json& error) {
  std::vector<CancellationReason> reasons;
  const auto found = error.find("CancellationReasons");
  if (found == error.end()) return reasons;
  for (auto& reason : *found) reasons.push_back({text_at(reason, "Code"), message_of(reason), item_of(reason)});
  return reasons;
}

bool will_pass(const std::vector<CancellationReason>& reasons) {
  constexpr std::array<std::string_view, 4> passing{"None", "TransactionConflict", "ThrottlingError",
                                                    "ProvisionedThroughputExceeded"};
  return !reasons.empty() && std::all_of(reasons.begin(), reasons.end(), [&](const auto& reason) {
    return std::find(passing.begin(), passing.end(), reason.code) != passing.end();
  });
}

[[noreturn]] void throw_named(const std::string& code, const std::string& message, json& error) {
  if (code == "ConditionalCheckFailedException") throw ConditionalCheckFailed(message, item_of(error));
  if (code == "TransactionCanceledException") {
    auto reasons = reasons_of(error);
    const bool retryable = will_pass(reasons);
    throw TransactionCanceled(message, std::move(reasons), retryable);
  }
  if (code == "ProvisionedThroughputExceededException" || code == "ThrottlingException" || code == "RequestLimitExceeded") {
    throw Throttled(code, message);
  }
  if (code == "TransactionConflictException" || code == "TransactionInProgressException") {
    throw TransactionConflict(code, message);
  }
  if (code == "ResourceNotFoundException") throw ResourceNotFound(message);
  if (code == "ResourceInUseException") throw ResourceInUse(message);
  if (code == "ValidationException") throw ValidationError(message);
  // Of operations on tables and streams, too many at once.
  throw Error(code, message, code == "LimitExceededException");
}

}  // namespace

void throw_error(long status, const std::string& body) {
  json error = json::parse(body, nullptr, false);
  if (!error.is_object()) error = json::object();
  const std::string message = message_of(error);
  if (status >= 500) throw InternalServerError(message.empty() ? "HTTP " + std::to_string(status) : message);
  const std::string code = code_of(error);
  if (code.empty()) throw Error("HTTP " + std::to_string(status), "an answer without the name of an error");
  throw_named(code, message, error);
}

}  // namespace lab::dynamodb
