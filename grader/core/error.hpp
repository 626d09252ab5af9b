// What went wrong on the grader's side, and what a caller can do about it.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace assay::core {

/// Whose fault an error is; it decides the exit code and never becomes a score.
enum class ErrorKind {
  usage,           ///< the caller asked for something that cannot be (exit 2)
  bad_lab,         ///< the lab's folder is not valid (exit 3)
  infrastructure,  ///< a grader's or a machine's fault: could not grade (exit 4)
  unavailable,     ///< what was asked for cannot be had on this machine, as it is set up (exit 4)
  interrupted,     ///< the caller stopped it (exit 5)
};

/// A grader fault. `message` reads from the outermost attempt to the root cause:
/// "grading x: fetching the source: the host did not answer".
struct Error {
  ErrorKind kind = ErrorKind::infrastructure;
  std::string message;
};

template <typename T>
using Result = std::expected<T, Error>;

/// An error of this kind, ready to be returned from a function that gives a Result.
[[nodiscard]] std::unexpected<Error> fail(ErrorKind kind, std::string message);

/// An infrastructure error whose cause is `errno_value`, worded "attempt: Permission denied".
[[nodiscard]] std::unexpected<Error> fail_errno(std::string_view attempt, int errno_value);

/// The same error, one layer further out: "attempt: <what it said>".
[[nodiscard]] std::unexpected<Error> within(std::string_view attempt, const Error& error);

}  // namespace assay::core
