#include "checks/engine/analysis.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <thread>
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

/// A unit takes Clang some hundred MiB.
constexpr std::size_t max_threads = 8;

/// Parses the units on all cores. What comes of it is in their order, whoever was first.
std::vector<ParsedUnit> parse_all(const Request& request) {
  const SourceScope scope(request.root, request.excluded);
  std::vector<ParsedUnit> result(request.units.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    const SourceScope own = scope;  // it keeps what it looked up
    for (auto i = next++; i < result.size(); i = next++) result[i] = parse_unit(request.units[i], own);
  };
  const auto count = std::min({std::size_t{std::max(1U, std::thread::hardware_concurrency())}, max_threads, result.size()});
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < count; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return result;
}

bool is_of_stand_in(const std::string& id) { return id.find("assay_unknown") != std::string::npos; }

/// A template that one unit instantiates was given stand-ins in another that only includes it.
void drop_stand_in_copies(Facts& facts) {
  using Key = std::tuple<std::string, unsigned, unsigned>;
  const auto key = [](const Place& at) { return Key(at.file, at.line, at.column); };
  std::set<Key> functions;
  std::set<Key> classes;
  for (const auto& [id, function] : facts.functions)
    if (!is_of_stand_in(id) && !function.damaged && function.from_template) functions.insert(key(function.at));
  for (const auto& [id, record] : facts.classes)
    if (!is_of_stand_in(id) && !record.damaged) classes.insert(key(record.at));
  std::erase_if(facts.functions, [&](const auto& entry) {
    const auto& [id, function] = entry;
    return (is_of_stand_in(id) || (function.damaged && !function.from_template)) && functions.contains(key(function.at));
  });
  std::erase_if(facts.classes, [&](const auto& entry) {
    return is_of_stand_in(entry.first) && classes.contains(key(entry.second.at));
  });
}

}  // namespace

core::Result<Report> analyse(const Request& request) {
  Report report;
  auto parsed = parse_all(request);
  // What a sound unit and a broken one both hold is taken from the sound one.
  std::ranges::stable_partition(parsed, [](const ParsedUnit& unit) { return unit.problems.empty(); });
  Facts facts;
  for (auto& unit : parsed) {
    std::ranges::move(unit.problems, std::back_inserter(report.problems));
    facts.merge(std::move(unit.facts));
    ++report.units;
  }
  drop_stand_in_copies(facts);
  drop_repetitions(report.problems);
  const bool complete = report.problems.empty() && !request.units.empty();
  auto findings = run_checks(facts, request.checks, complete);
  if (!findings) return std::unexpected(findings.error());
  report.findings = std::move(*findings);
  return report;
}

}  // namespace assay::checks
