#pragma once

#include <optional>
#include <string>

#include "checks/engine/facts.hpp"

namespace clang {
class ASTContext;
class CallExpr;
class QualType;
}  // namespace clang

namespace assay::checks {

struct Clock {
  ClockKind kind = ClockKind::unknown;
  std::string name;  ///< for people: "std::chrono::system_clock"
};

/// The clock of a std::chrono::time_point, whatever it is called here; also of an
/// optional, an atomic or a reference of one.
[[nodiscard]] std::optional<Clock> clock_of_type(clang::QualType type);

/// Whether the type is a time_point or a duration.
[[nodiscard]] bool is_time_or_duration(clang::QualType type);

/// The clock that a function of C or POSIX reads: time, gettimeofday, clock_gettime,
/// timespec_get, clock.
[[nodiscard]] std::optional<Clock> clock_of_call(const clang::CallExpr& call,
                                                 const clang::ASTContext& context);

}  // namespace assay::checks
