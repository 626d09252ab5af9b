// What the rules of this family have in common.
#pragma once

#include <vector>

#include "checks/registry/rule.hpp"
#include "checks/roles/retry.hpp"

namespace assay::checks::retry {

[[nodiscard]] core::Finding no_retry();

/// Places that show what is judged: the invocation that is made again.
[[nodiscard]] std::vector<core::Location> shown(const Flow& flow, const Retry& retry);

/// Whether all functions that make up a retry could be read as a whole.
[[nodiscard]] bool is_read(const RuleInput& input, const Retry& retry);

/// A finding for each of some retries, summed up.
template <typename Judge>
core::Finding judge_all(const std::vector<const Retry*>& retries, const Judge& judge) {
  std::vector<core::Finding> findings;
  for (const auto* retry : retries) findings.push_back(judge(*retry));
  return worst_of(std::move(findings), no_retry());
}

}  // namespace assay::checks::retry
