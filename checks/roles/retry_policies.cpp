// Policies: functions that work out a wait between attempts that are made elsewhere.
#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_pacing.hpp"

namespace assay::checks {
namespace {

/// Growth is known to be a retry's where it ends in a time, or with a limit and randomness.
bool is_policy(const Pacing& pacing, bool is_time, bool sleeps) {
  const bool grows = std::ranges::any_of(pacing.growths, [](const Growth& growth) { return growth.kind != GrowthKind::table; });
  if (!grows) return false;
  if (is_time) return !sleeps || !pacing.draws.empty();
  return !pacing.draws.empty() && (sleeps || !pacing.limits.empty());
}

}  // namespace

void find_policies(RetryParts& parts, std::vector<Retry>& found) {
  const auto& flow = parts.flow();
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    const auto& function = flow.function(f);
    if (function.is_lambda) continue;
    Retry retry;
    retry.form = RetryForm::policy;
    retry.function = f;
    retry.functions.insert(f);
    const bool gives_time = function.result.is_time;
    if (gives_time || function.result.is_number) {
      for (const auto& leave : function.returns) retry.wait_values.push_back({f, leave.value, leave.at});
      retry.pacing = pacing_of(parts, retry);
      if (is_policy(retry.pacing, gives_time, false)) {
        found.push_back(std::move(retry));
        continue;
      }
      retry.wait_values.clear();
    }
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      if (!library::sleeps(function.calls[c])) continue;
      retry.waits.push_back({f, c});
      for (auto& length : parts.lengths({f, c})) retry.wait_values.push_back(std::move(length));
    }
    retry.pacing = pacing_of(parts, retry);
    if (is_policy(retry.pacing, true, !retry.waits.empty()) && !retry.waits.empty()) found.push_back(std::move(retry));
  }
}

}  // namespace assay::checks
