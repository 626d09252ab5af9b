// The most that any run of this process may have, whatever policy it is given: a second line
// behind the check of the lab's file, against mistakes of trusted code. A judge makes its
// policies itself, in a process of its own, and is told its ceilings by the grader.
#pragma once

#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/stage_limits.hpp"
#include "sandbox/policy.hpp"

namespace assay::sandbox {

/// The variable in which a process hands its child the ceilings; see `encode_ceilings`.
inline constexpr const char* ceilings_variable = "ASSAY_CEILINGS";

/// From now on in this process; before the first run.
void set_ceilings(core::Grant ceilings);

/// A child's $ASSAY_CEILINGS.
[[nodiscard]] std::string encode_ceilings(const core::Grant& ceilings);

/// Those that were set, else $ASSAY_CEILINGS, else none. An infrastructure error where the
/// variable says nothing sensible: it is never passed over.
[[nodiscard]] core::Result<std::optional<core::Grant>> ceilings();

/// A usage error that names the first limit, or the weakening, in which the policy is above.
[[nodiscard]] core::Result<void> check_within(const Policy& policy, const core::Grant& ceilings);

/// `check_within` this process's ceilings, if it has any.
[[nodiscard]] core::Result<void> check_ceilings(const Policy& policy);

}  // namespace assay::sandbox
