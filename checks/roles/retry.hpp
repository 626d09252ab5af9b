// Recognises invocations that are reached again from their own failure edge; no name decides.
#pragma once

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Recognises invocations that are reached again from their own failure edge; no name decides.
struct RetrySearch {};

[[nodiscard]] RetrySearch find_retries(const Flow& flow);

}  // namespace assay::checks
