#include "checks/retry/rt_shift_overflow.hpp"

#include <algorithm>

#include "checks/retry/judge.hpp"
#include "checks/roles/library.hpp"
#include "checks/roles/retry_bounds.hpp"
#include "checks/roles/retry_pacing.hpp"

namespace assay::checks::retry {
namespace {

constexpr Follow with_details{.control = false, .storage = true, .execution = false, .details = true};

/// The attempts after which pow() of two no longer fits into an int of milliseconds.
constexpr double few_powers = 20;

class ExponentReader {
 public:
  ExponentReader(const RuleInput& input, const Retry& retry) : input_(input), flow_(input.flow), retry_(retry) {}

  core::Finding judge(const Growth& growth);

 private:
  bool is_limited(const Growth& growth, double width);
  bool compares_small(Site compare, const Origins& exponent, double width) const;

  const RuleInput& input_;
  const Flow& flow_;
  const Retry& retry_;
};

/// A comparison of the exponent with a number below the width.
bool ExponentReader::compares_small(Site site, const Origins& exponent, double width) const {
  const auto& compare = flow_.compare(site);
  if (compare.kind == CompareKind::truth) return false;
  const auto shares = [&](const Value& side) {
    return std::ranges::any_of(flow_.reach(site.function, side, with_details), [&](const Origin& origin) {
      return origin.source.kind != SourceKind::literal && exponent.contains(origin);
    });
  };
  const bool left = shares(compare.left);
  if (!left && !shares(compare.right)) return false;
  const auto numbers = numbers_behind(flow_, site.function, left ? compare.right : compare.left);
  return !numbers.empty() && std::ranges::all_of(numbers, [&](double number) { return number < width; });
}

bool ExponentReader::is_limited(const Growth& growth, double width) {
  const auto function = growth.site.function;
  const auto exponent = flow_.reach(function, growth.exponent, with_details);
  for (const auto& origin : exponent) {
    if (origin.source.kind == SourceKind::result && library::limits(flow_.call({origin.function, origin.source.index}))) return true;
    if (origin.source.kind != SourceKind::operation) continue;
    const auto kind = flow_.function(origin.function).operations[origin.source.index].kind;
    if (kind == OperationKind::modulo || kind == OperationKind::bit_and) return true;
  }
  const auto& guards = growth.kind == GrowthKind::power ? flow_.call(growth.site).guards : flow_.function(function).operations[growth.site.index].guards;
  for (const auto& decision : flow_.decisions(function, guards))
    for (const auto& origin : flow_.reach(decision, {.control = true, .storage = true, .execution = false, .details = true}))
      if (origin.source.kind == SourceKind::compare && compares_small({origin.function, origin.source.index}, exponent, width)) return true;
  const auto bound = bound_of(flow_, retry_);
  return bound.kind == BoundKind::counted && bound.fixed && std::ranges::all_of(bound.limits, [&](double limit) { return limit < width; });
}

core::Finding ExponentReader::judge(const Growth& growth) {
  const auto places = std::vector{noted(growth.at, "the wait grows here")};
  const auto unknown = [&](const char* message) { return cannot_tell(message, places); };
  if (growth.kind == GrowthKind::table || growth.kind == GrowthKind::added) return unknown("The wait is not worked out with an exponent.");
  const bool by_constant = growth.kind == GrowthKind::multiplied || growth.by_constant;
  if (by_constant) {
    if (!retry_.pacing.limits.empty()) return satisfied("The wait is limited before it can overflow.", places);
    const auto bound = bound_of(flow_, retry_);
    if (bound.kind == BoundKind::counted && growth.kind == GrowthKind::shifted && bound.fixed)
      return satisfied("The shifted wait is itself compared with a limit.", places);
    return unknown("The wait is not worked out with an exponent.");
  }
  const double width = growth.kind == GrowthKind::power ? few_powers : growth.type.bits > 0 ? growth.type.bits : 32;
  if (is_limited(growth, width)) return satisfied("The exponent of the wait is limited.", places);
  if (!is_read(input_, retry_)) return unknown("Whether the exponent of the wait is limited could not be read.");
  const auto bound = bound_of(flow_, retry_);
  const bool small_default = bound.kind == BoundKind::counted && !bound.limits.empty() &&
                             std::ranges::all_of(bound.limits, [&](double limit) { return limit < width; });
  if (bound.kind == BoundKind::opaque || small_default) return unknown("Only a setting limits the exponent of the wait.");
  if (growth.kind == GrowthKind::power) {
    if (bound.kind == BoundKind::none && retry_.form != RetryForm::policy && retry_.pacing.limits.empty())
      return violated("The power grows with every attempt and overflows the number that it is put into; limit the exponent.", places);
    return unknown("Whether the power overflows could not be decided.");
  }
  return violated("The attempt is shifted by without a limit, past the width of the type; limit the exponent.", places);
}

}  // namespace

core::Finding check_shift_overflow(const RuleInput& input) {
  std::vector<core::Finding> findings;
  const auto retries = input.roles.retries().by_waits();
  for (const auto* retry : retries)
    for (const auto& growth : retry->pacing.growths) findings.push_back(ExponentReader(input, *retry).judge(growth));
  // A wait without an exponent beside one with: only the latter is judged.
  if (std::ranges::any_of(findings, [](const core::Finding& f) { return f.verdict != core::Verdict::inconclusive; }))
    std::erase_if(findings, [](const core::Finding& f) { return f.verdict == core::Verdict::inconclusive && f.message.starts_with("The wait is not"); });
  auto absent = retries.empty() ? no_retry() : cannot_tell("The waits are not worked out with an exponent.");
  return worst_of(std::move(findings), std::move(absent));
}

}  // namespace assay::checks::retry
