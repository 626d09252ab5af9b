// What DynamoDB answers when it does not do what it was asked: the errors of its API by their names.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "lab/dynamodb_values.hpp"

namespace lab::dynamodb {

/// Any of them; one without a type of its own below is of this type. `code` is DynamoDB's:
/// "ProvisionedThroughputExceededException".
struct Error : std::runtime_error {
  Error(std::string code_, const std::string& message, bool retryable_ = false)
      : std::runtime_error(code_ + ": " + message), code(std::move(code_)), retryable(retryable_) {}
  std::string code;
  bool retryable;  ///< the same request may succeed later
};

/// The connection broke, or no answer came in time. The request may have been carried out or not.
struct ConnectionError : Error {
  explicit ConnectionError(const std::string& message) : Error("ConnectionError", message, true) {}
};

/// HTTP 5xx, InternalServerError. The request may have been carried out or not.
struct InternalServerError : Error {
  explicit InternalServerError(const std::string& message) : Error("InternalServerError", message, true) {}
};

/// ProvisionedThroughputExceededException, ThrottlingException, RequestLimitExceeded: it was not carried out.
struct Throttled : Error {
  Throttled(std::string code_, const std::string& message) : Error(std::move(code_), message, true) {}
};

/// ConditionalCheckFailedException: it was not carried out.
struct ConditionalCheckFailed : Error {
  ConditionalCheckFailed(const std::string& message, std::optional<Item> item_)
      : Error("ConditionalCheckFailedException", message), item(std::move(item_)) {}
  std::optional<Item> item;  ///< what is there, where it was asked for
};

/// Why one action of a transaction was the reason, or was not ("None").
struct CancellationReason {
  std::string code;  ///< "None", "ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", …
  std::string message;
  std::optional<Item> item;
};

/// TransactionCanceledException: nothing of it was carried out.
struct TransactionCanceled : Error {
  TransactionCanceled(const std::string& message, std::vector<CancellationReason> reasons_, bool retryable_)
      : Error("TransactionCanceledException", message, retryable_), reasons(std::move(reasons_)) {}
  std::vector<CancellationReason> reasons;  ///< one an action, in their order
};

/// TransactionConflictException, TransactionInProgressException: another transaction is at that item.
struct TransactionConflict : Error {
  TransactionConflict(std::string code_, const std::string& message) : Error(std::move(code_), message, true) {}
};

/// ResourceNotFoundException: no such table.
struct ResourceNotFound : Error {
  explicit ResourceNotFound(const std::string& message) : Error("ResourceNotFoundException", message) {}
};

/// ResourceInUseException: the table is there already, or is just being made.
struct ResourceInUse : Error {
  explicit ResourceInUse(const std::string& message) : Error("ResourceInUseException", message) {}
};

/// ValidationException: the request itself is wrong.
struct ValidationError : Error {
  explicit ValidationError(const std::string& message) : Error("ValidationException", message) {}
};

}  // namespace lab::dynamodb
