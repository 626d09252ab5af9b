#include "checks/retry/judge.hpp"

namespace assay::checks::retry {

core::Finding no_retry() { return cannot_tell("No retry was recognised in the submitted files."); }

std::vector<core::Location> shown(const Flow& flow, const Retry& retry) {
  std::vector<core::Location> result;
  for (const auto& site : retry.invocations) result.push_back(noted(flow.call(site).at, "this is tried again"));
  if (retry.form == RetryForm::policy)
    result.push_back(noted(flow.function(retry.function).at, "the wait between attempts is worked out here"));
  return result;
}

bool is_read(const RuleInput& input, const Retry& retry) {
  const std::vector<unsigned> functions(retry.functions.begin(), retry.functions.end());
  return is_whole(input.flow, functions);
}

}  // namespace assay::checks::retry
