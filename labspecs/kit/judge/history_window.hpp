#pragma once

#include <cstddef>

#include "core/operation_history.hpp"

namespace assay::kit {

inline constexpr std::size_t most_history_operations = 400;
inline constexpr std::size_t most_history_rows = 400;

/// The part of a history that is kept for the report, its texts cut: its operations in the order of
/// their invocation, the conflicting ones and then those nearest to one of them (where none
/// conflicts, the last ones), and the same of its log. What refers to an operation that is not kept
/// is dropped.
[[nodiscard]] core::OperationHistory history_window(core::OperationHistory history);

}  // namespace assay::kit
