#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::cqrs {

/// `cq-queries-do-not-write`: queries change nothing. See cq_queries_do_not_write.md.
[[nodiscard]] core::Finding check_queries_do_not_write(const RuleInput& input);

}  // namespace assay::checks::cqrs
