// How the waits between attempts are worked out.
#pragma once

#include <optional>

#include "checks/roles/retry_parts.hpp"

namespace assay::checks {

[[nodiscard]] Pacing pacing_of(RetryParts& parts, const Retry& retry);

/// Where the randomness of a draw comes from.
[[nodiscard]] Draw judge_draw(const Flow& flow, Site call);

/// Every literal number behind a value, huge ones among them.
[[nodiscard]] std::vector<double> numbers_behind(const Flow& flow, unsigned function, const Value& value);

}  // namespace assay::checks
