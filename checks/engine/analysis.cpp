#include "checks/engine/analysis.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "checks/registry/registry.hpp"

namespace assay::checks {
namespace {

/// A header's problem is met by every unit that includes it; it is told once.
void drop_repetitions(std::vector<core::ParseProblem>& problems) {
  const auto key = [](const core::ParseProblem& problem) {
    return std::tie(problem.location.file, problem.location.line, problem.location.column, problem.message);
  };
  std::ranges::stable_sort(problems, {}, key);
  const auto repeated = std::ranges::unique(problems, {}, key);
  problems.erase(repeated.begin(), repeated.end());
}

}  // namespace

core::Result<Report> analyse(const Request& request) {
  const SourceScope scope(request.root, request.excluded);
  Report report;
  std::vector<ParsedUnit> parsed;
  for (const auto& unit : request.units) parsed.push_back(parse_unit(unit, scope));
  // What a sound unit and a broken one both hold is taken from the sound one.
  std::ranges::stable_partition(parsed, [](const ParsedUnit& unit) { return unit.problems.empty(); });
  Facts facts;
  for (auto& unit : parsed) {
    std::ranges::move(unit.problems, std::back_inserter(report.problems));
    facts.merge(std::move(unit.facts));
    ++report.units;
  }
  drop_repetitions(report.problems);
  const bool complete = report.problems.empty() && !request.units.empty();
  auto findings = run_checks(facts, request.checks, complete);
  if (!findings) return std::unexpected(findings.error());
  report.findings = std::move(*findings);
  return report;
}

}  // namespace assay::checks
