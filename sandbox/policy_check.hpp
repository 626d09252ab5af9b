#pragma once

#include "core/error.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/runner.hpp"

namespace assay::sandbox {

/// A usage error for what no machine could run: a relative path inside, a limit of zero, a
/// descriptor named twice, a zero byte in a word, a host path that does not exist, …
[[nodiscard]] core::Result<void> check(const Policy& policy, const Command& command);

}  // namespace assay::sandbox
