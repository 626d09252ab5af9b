#include "checks/registry/registry.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "checks/circuit_breaker/family.hpp"
#include "checks/cqrs/family.hpp"
#include "checks/event_sourcing/family.hpp"
#include "checks/hygiene/family.hpp"
#include "checks/kafka/family.hpp"
#include "checks/messaging/family.hpp"
#include "checks/retry/family.hpp"

namespace assay::checks {
namespace {

/// A comparison that the language rewrites, or a template's instances, stand at one place.
void drop_repetitions(std::vector<core::Location>& locations) {
  std::set<std::tuple<std::string, unsigned, unsigned, std::string>> seen;
  std::erase_if(locations, [&](const core::Location& at) {
    return !seen.emplace(at.file, at.line, at.column, at.note).second;
  });
}

core::Result<std::vector<const Check*>> find_checks(std::span<const std::string> ids) {
  std::vector<const Check*> result;
  if (ids.empty())
    for (const auto& check : all_checks()) result.push_back(&check);
  for (const auto& id : ids) {
    const auto known = std::ranges::find(all_checks(), id, &Check::id);
    if (known == all_checks().end()) {
      std::string message = "there is no check \"" + id + "\"; there are";
      for (const auto& check : all_checks()) message += " " + std::string(check.id);
      return core::fail(core::ErrorKind::usage, std::move(message));
    }
    result.push_back(&*known);
  }
  return result;
}

}  // namespace

const std::vector<Check>& all_checks() {
  static const auto table = [] {
    std::vector<Check> result;
    for (const auto family : {circuit_breaker::checks(), event_sourcing::checks(), cqrs::checks(), retry::checks(),
                              messaging::checks(), kafka::checks(), hygiene::checks()})
      result.insert(result.end(), family.begin(), family.end());
    return result;
  }();
  return table;
}

core::Result<std::vector<core::Finding>> run_checks(const Facts& facts, std::span<const std::string> ids, bool complete,
                                                    const std::map<std::string, Options>& options) {
  const auto wanted = find_checks(ids);
  if (!wanted) return std::unexpected(wanted.error());
  const Flow flow(facts);
  const RoleSet roles(flow);
  const Health health(flow, complete);
  static const Options none;
  std::vector<core::Finding> findings;
  for (const auto* check : *wanted) {
    const auto given = options.find(std::string(check->id));
    findings.push_back(check->rule({flow, roles, health, given == options.end() ? none : given->second}));
    findings.back().check = check->id;
    drop_repetitions(findings.back().locations);
  }
  return findings;
}

}  // namespace assay::checks
