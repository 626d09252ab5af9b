#pragma once

#include <optional>
#include <vector>

#include "core/duration.hpp"
#include "history/search.hpp"

namespace assay::kit::history {

/// When an operation was under way, by the clock.
struct Span {
  core::Duration invoked{};
  std::optional<core::Duration> returned;  ///< nothing: it may still take effect
};

/// Puts all invocations and returns into one sequence. At the same moment invocations come first, so
/// that operations which touch count as overlapping: a clock's grain is never a violation.
[[nodiscard]] std::vector<Interval> intervals_of(const std::vector<Span>& spans);

}  // namespace assay::kit::history
