#include "checks/project_rules/project_rules.hpp"

#include <algorithm>
#include <tuple>

#include "checks/registry/findings.hpp"

namespace assay::checks {
namespace {

/// More places say nothing new.
constexpr std::size_t most_places = 20;

std::vector<core::Location> shown(const std::vector<Place>& matches) {
  std::vector<core::Location> result;
  for (const auto& at : matches)
    if (result.size() < most_places) result.push_back(noted(at, "the lab's rule is about this"));
  return result;
}

core::Finding verdict(const core::ProjectRule& rule, const std::vector<Place>& matches, bool complete) {
  if (!matches.empty())
    return rule.must_be_there ? satisfied("What the lab's rule " + rule.id + " asks for is there.", shown(matches))
                              : violated(rule.message, shown(matches));
  if (!complete) return cannot_tell("What the lab's rule " + rule.id + " looks for was not found, but not everything could be read.");
  return rule.must_be_there ? violated(rule.message, {})
                            : satisfied("Nothing was found that the lab's rule " + rule.id + " forbids.", {});
}

}  // namespace

void merge(RuleMatches& into, const RuleMatches& more) {
  into.resize(std::max(into.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i) {
    const auto key = [](const Place& at) { return std::tie(at.file, at.line, at.column); };
    into[i].insert(into[i].end(), more[i].begin(), more[i].end());
    std::ranges::sort(into[i], {}, key);
    const auto repeated = std::ranges::unique(into[i], {}, key);
    into[i].erase(repeated.begin(), repeated.end());
  }
}

core::Finding judge(const core::ProjectRule& rule, const std::vector<Place>& matches, bool complete) {
  auto finding = verdict(rule, matches, complete);
  finding.check = rule.check();
  return finding;
}

}  // namespace assay::checks
