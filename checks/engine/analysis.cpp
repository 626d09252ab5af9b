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
    for (auto i = next++; i < result.size(); i = next++) result[i] = parse_unit(request.units[i], own, request.rules);
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

bool is_rule(const std::string& check) { return check.starts_with("rule:"); }

core::Result<std::vector<core::Finding>> findings_of(const Request& request, const Facts& facts, const RuleMatches& matches,
                                                     bool complete) {
  std::vector<std::string> checks;
  std::ranges::copy_if(request.checks, std::back_inserter(checks), [](const auto& id) { return !is_rule(id); });
  core::Result<std::vector<core::Finding>> result;
  if (!checks.empty() || request.checks.empty()) result = run_checks(facts, checks, complete, {request.options.begin(), request.options.end()});
  if (!result) return result;
  const auto is_damaged = [](const auto& function) { return function.second.damaged; };
  const bool all_read = complete && !facts.incomplete && std::ranges::none_of(facts.functions, is_damaged);
  for (std::size_t i = 0; i < request.checks.size(); ++i) {
    if (!is_rule(request.checks[i])) continue;
    const auto rule = std::ranges::find(request.rules, request.checks[i], &core::ProjectRule::check);
    if (rule == request.rules.end()) return core::fail(core::ErrorKind::usage, "there is no rule for " + request.checks[i]);
    const auto number = static_cast<std::size_t>(rule - request.rules.begin());
    result->insert(result->begin() + static_cast<std::ptrdiff_t>(i),
                   judge(*rule, number < matches.size() ? matches[number] : std::vector<Place>{}, all_read));
  }
  return result;
}

}  // namespace

core::Result<Report> analyse(const Request& request) {
  if (const auto sound = check_matchers(request.rules); !sound) return std::unexpected(sound.error());
  Report report;
  auto parsed = parse_all(request);
  // What a sound unit and a broken one both hold is taken from the sound one.
  std::ranges::stable_partition(parsed, [](const ParsedUnit& unit) { return unit.problems.empty(); });
  Facts facts;
  RuleMatches matches;
  for (auto& unit : parsed) {
    std::ranges::move(unit.problems, std::back_inserter(report.problems));
    facts.merge(std::move(unit.facts));
    merge(matches, unit.matches);
    ++report.units;
  }
  drop_stand_in_copies(facts);
  drop_repetitions(report.problems);
  const bool complete = report.problems.empty() && !request.units.empty();
  auto findings = findings_of(request, facts, matches, complete);
  if (!findings) return std::unexpected(findings.error());
  report.findings = std::move(*findings);
  return report;
}

}  // namespace assay::checks
