#include "checks/roles/recovery.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

/// Names of the clocks that origins read; for possible clocks their symbol.
std::set<std::string> clocks_in(const Flow& flow, const Origins& origins) {
  std::set<std::string> result;
  for (const auto& origin : origins) {
    if (origin.source.kind == SourceKind::clock) result.insert("clock");
    if (origin.source.kind != SourceKind::result) continue;
    const Site site{origin.function, origin.source.index};
    if (may_be_clock(flow, site)) result.insert(flow.call(site).callee);
  }
  return result;
}

bool intersects(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const auto& entry) { return b.contains(entry); });
}

Value operands(const Compare& compare) {
  Value both = compare.left;
  append(both, compare.right);
  return both;
}

}  // namespace

bool may_be_clock(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.of_std || !call.arguments.empty() || call.callee.empty() || call.kind == CallKind::construction || !flow.targets(site).empty())
    return false;
  return call.returns_number || (call.unresolved && call.simple == "now");
}

std::optional<TimeComparison> as_time_comparison(const Flow& flow, Site site) {
  const auto near = flow.reach(site.function, operands(flow.compare(site)), {});
  const auto now = clocks_in(flow, near);
  if (now.empty()) return std::nullopt;
  TimeComparison result{site, {}};
  for (const auto& storage : storages_in(near))
    for (const auto& write : flow.writes_to(storage)) {
      const auto value = flow.reach(write.function, flow.write(write).value, {.storage = true});
      if (intersects(clocks_in(flow, value), now)) result.stored.insert(storage);
    }
  if (result.stored.empty()) return std::nullopt;
  return result;
}

bool writes_time(const Flow& flow, Site write) {
  return !clocks_in(flow, flow.reach(write.function, flow.write(write).value, {.storage = true})).empty();
}

std::vector<Reading> readings_of(const Flow& flow, const TimeComparison& comparison) {
  const auto site = comparison.compare;
  const auto origins = flow.reach(site.function, operands(flow.compare(site)), {.storage = true});
  std::vector<Reading> result;
  std::set<unsigned> placed;
  for (const auto& origin : origins) {
    if (origin.source.kind != SourceKind::result) continue;
    const Site call{origin.function, origin.source.index};
    const auto& fact = flow.call(call);
    if (fact.clock && !fact.forwards_time && (flow.targets(call).empty() || fact.kind == CallKind::virtual_dispatch)) {
      result.push_back({*fact.clock, fact.clock_name, fact.at});
      placed.insert(static_cast<unsigned>(*fact.clock));
    } else if (may_be_clock(flow, call) && !fact.clock) {
      result.push_back({ClockKind::unknown, fact.name, fact.at});
    }
  }
  for (const auto& origin : origins)
    if (origin.source.kind == SourceKind::clock && !placed.contains(origin.source.index))
      result.push_back({static_cast<ClockKind>(origin.source.index), origin.source.symbol, {}});
  return result;
}

}  // namespace assay::checks
