#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "checks/engine/facts.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/project_rules/project_rules.hpp"

namespace assay::checks {

/// A translation unit and the flags that its preprocessor and its language need.
struct Unit {
  std::filesystem::path file;
  std::vector<std::string> flags;
  /// Of processor time, over all that is done with it; the analysis as a whole has a limit of its own.
  std::chrono::milliseconds time_limit = std::chrono::seconds(20);
};

struct ParsedUnit {
  Facts facts;
  std::vector<core::ParseProblem> problems;
  RuleMatches matches;  ///< of the lab's rules
};

/// Parses a unit once, on a thread with a large stack, and reads its facts. Whatever the
/// unit holds, it becomes problems: a crash of Clang's as well, where it can be survived.
[[nodiscard]] ParsedUnit parse_unit(const Unit& unit, const SourceScope& scope,
                                    std::span<const core::ProjectRule> rules = {});

}  // namespace assay::checks
