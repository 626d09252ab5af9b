// From what a lab is granted to what a box is given.
#pragma once

#include <set>

#include "core/stage_limits.hpp"
#include "sandbox/policy.hpp"

namespace assay::sandbox {

/// The limits of a run under these; the only place where one becomes the other.
[[nodiscard]] Limits limits_of(const core::StageLimits& limits);

/// The weakenings of a box that may be weakened so.
[[nodiscard]] std::set<Allow> allowed_of(const std::set<core::Weakening>& weakenings);

/// As a lab names it: "loopback-network".
[[nodiscard]] std::string_view to_string(Allow allow);

}  // namespace assay::sandbox
