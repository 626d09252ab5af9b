// Whose a report is, and how it is told.
#pragma once

#include <string>
#include <vector>

#include "core/case_result.hpp"
#include "races/report.hpp"

namespace assay::kit::races {

/// The frame's file relative to the submission; empty where it is not one of the student's:
/// the lab's contract, the host, the library, or unknown. `contract` is the lab's folder in
/// the submission.
[[nodiscard]] std::string students_file(const Frame& frame, const std::string& contract = "contract");

/// Whether a frame of the two accesses (of all stacks, where it is no race) is in the
/// student's files, or the report says that race detection was tampered with.
[[nodiscard]] bool is_students(const Report& report);

/// Whether it is the host's race with itself, number `canary`.
[[nodiscard]] bool is_canary(const Report& report, unsigned canary);

/// Whether it is the host's race number `canary` with an access that the compiler has
/// instrumented in the student's code.
[[nodiscard]] bool is_crossing(const Report& report, unsigned canary);

/// Whether one of its sides is any race of the host's own.
[[nodiscard]] bool is_on_purpose(const Report& report);

[[nodiscard]] bool is_lock_order(const Report& report);

/// Its stacks: of a race the two accesses, else the first four. Each begins with what the
/// student's innermost frame calls and ends with the student's outermost.
[[nodiscard]] std::vector<core::Trace> traces_of(const Report& report);

/// The innermost of the student's frames: "src/a.cpp:41, in Breaker::trip"; empty where there is none.
[[nodiscard]] std::string place_of(const Stack& stack);

/// One sentence: what happens where.
[[nodiscard]] std::string describe(const Report& report);

}  // namespace assay::kit::races
