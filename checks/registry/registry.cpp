#include "checks/registry/registry.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "checks/circuit_breaker/cb_clock.hpp"
#include "checks/circuit_breaker/cb_lock_across_call.hpp"
#include "checks/circuit_breaker/cb_role.hpp"
#include "checks/registry/rule.hpp"

namespace assay::checks {
namespace {

struct Entry {
  std::string_view id;
  Rule rule;
};

constexpr std::array table{
    Entry{"cb-role", circuit_breaker::check_role},
    Entry{"cb-clock", circuit_breaker::check_clock},
    Entry{"cb-lock-across-call", circuit_breaker::check_lock_across_call},
};

/// A comparison that the language rewrites, or a template's instances, stand at one place.
void drop_repetitions(std::vector<core::Location>& locations) {
  std::set<std::tuple<std::string, unsigned, unsigned, std::string>> seen;
  std::erase_if(locations, [&](const core::Location& at) {
    return !seen.emplace(at.file, at.line, at.column, at.note).second;
  });
}

}  // namespace

std::vector<std::string> check_ids() {
  std::vector<std::string> result;
  for (const auto& entry : table) result.emplace_back(entry.id);
  return result;
}

core::Result<std::vector<core::Finding>> run_checks(const Facts& facts, std::span<const std::string> ids,
                                                    bool healthy) {
  const auto known = check_ids();
  const std::vector<std::string> wanted = ids.empty() ? known : std::vector<std::string>(ids.begin(), ids.end());
  std::vector<Rule> rules;
  for (const auto& id : wanted) {
    const auto entry = std::ranges::find(table, id, &Entry::id);
    if (entry == table.end()) {
      std::string message = "there is no check \"" + id + "\"; there are";
      for (const auto& name : known) message += " " + name;
      return core::fail(core::ErrorKind::usage, std::move(message));
    }
    rules.push_back(entry->rule);
  }
  const Flow flow(facts);
  const auto breakers = find_breakers(flow);
  std::vector<core::Finding> findings;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    findings.push_back(rules[i]({flow, breakers, healthy}));
    findings.back().check = wanted[i];
    drop_repetitions(findings.back().locations);
  }
  return findings;
}

}  // namespace assay::checks
