#pragma once
#include <string>
#include <string_view>
namespace absl {
enum class StatusCode { kOk, kCancelled, kUnknown, kInvalidArgument, kDeadlineExceeded, kNotFound, kAlreadyExists, kPermissionDenied, kResourceExhausted, kFailedPrecondition, kAborted, kOutOfRange, kUnimplemented, kInternal, kUnavailable, kDataLoss, kUnauthenticated };
class Status { public: Status(); Status(StatusCode, std::string_view); bool ok() const; StatusCode code() const; std::string_view message() const; std::string ToString() const; void Update(const Status&); };
bool operator==(const Status&, const Status&); bool operator!=(const Status&, const Status&);
Status OkStatus(); Status UnavailableError(std::string_view); Status InternalError(std::string_view); Status InvalidArgumentError(std::string_view); Status NotFoundError(std::string_view); Status DeadlineExceededError(std::string_view); Status ResourceExhaustedError(std::string_view); Status FailedPreconditionError(std::string_view); Status AlreadyExistsError(std::string_view); Status AbortedError(std::string_view); Status CancelledError(std::string_view); Status UnknownError(std::string_view);
bool IsUnavailable(const Status&); bool IsNotFound(const Status&); bool IsDeadlineExceeded(const Status&); bool IsInvalidArgument(const Status&); bool IsAlreadyExists(const Status&); bool IsAborted(const Status&);
template <class T> class StatusOr { public: StatusOr(); StatusOr(const Status&); StatusOr(const T&); StatusOr(T&&); bool ok() const; const Status& status() const; T& value(); const T& value() const; T& operator*(); const T& operator*() const; T* operator->(); const T* operator->() const; T value_or(T) const; };
}
