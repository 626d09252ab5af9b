// Reads what a lab asks for, and holds it against what the operator lets any lab have.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/operator_ceilings.hpp"
#include "core/stage_limits.hpp"
#include "spec/table_reader.hpp"

namespace assay::spec {

/// The ceilings that one table of limits is held against.
struct LimitCeilings {
  const core::OperatorCeilings& all;
  const core::StageLimits& limits;  ///< among `all`
  std::string table;                ///< the operator's table that sets them: "limits.build"
  bool defaults_are_checked = false;  ///< they are another table's values, which were held against the ceilings
};

/// The table `key` of `parent`, which is called `name`: each limit in it, or its default. A
/// default above a ceiling is a problem too, as the lab then has to say something lower.
[[nodiscard]] core::StageLimits read_limits(TableReader& parent, std::string_view key, std::string_view name,
                                            const core::StageLimits& defaults, const LimitCeilings& ceilings);

/// The same of a checkout's limits, `submission.limits`.
[[nodiscard]] core::CheckoutLimits read_checkout_limits(TableReader& submission, const core::OperatorCeilings& ceilings);

/// The list of weakenings at `key`: known, each once.
[[nodiscard]] std::set<core::Weakening> read_weakenings(TableReader& table, std::string_view key);

/// Reports each of `asked`, which stands at `key`, that the operator lets no lab have.
void check_weakenings(TableReader& table, std::string_view key, const std::set<core::Weakening>& asked,
                      const core::OperatorCeilings& ceilings);

/// " is above the 5m that the operator allows (/etc/assay/operator.toml:3:8)"
[[nodiscard]] std::string above_ceiling(const std::string& ceiling, const std::string& place);

}  // namespace assay::spec
