#include "core/error.hpp"

#include <system_error>
#include <utility>

namespace assay::core {

std::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return std::unexpected(Error{kind, std::move(message)});
}

std::unexpected<Error> fail_errno(std::string_view attempt, int errno_value) {
  return fail(ErrorKind::infrastructure,
              std::string(attempt) + ": " + std::generic_category().message(errno_value));
}

std::unexpected<Error> within(std::string_view attempt, const Error& error) {
  return fail(error.kind, std::string(attempt) + ": " + error.message);
}

}  // namespace assay::core
