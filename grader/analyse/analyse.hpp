// Reads a submission's C++ through the analysis tool of checks/, in the sandbox.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/lab_spec.hpp"
#include "core/project_rule.hpp"

namespace assay::analyse {

/// Where the submission lies while it is built, and so in its compile commands.
inline constexpr std::string_view submission_in_build = "/submission";

/// What is to be analysed.
struct Request {
  std::filesystem::path submission;  ///< with the lab's contract laid over it
  std::string contract_directory;    ///< a folder of it that is not the student's own; may be empty
  /// The build's compile_commands.json, hostile.
  std::optional<std::filesystem::path> compile_commands;
  std::vector<std::string> checks;   ///< ids; at least one
  core::StageLimits limits;
  core::CheckOptions options = {};
  std::vector<core::ProjectRule> rules = {};  ///< those that "rule:<id>" in `checks` names
  /// Only these sources, relative to the submission; all of its own where there are none.
  std::vector<std::filesystem::path> files = {};
  /// Further folders of headers, trusted and not examined.
  std::vector<std::filesystem::path> includes = {};
  /// The submission's root in the compile commands.
  std::filesystem::path root_in_build = submission_in_build;
  /// The program assay-checks; the running program's sibling where empty.
  std::filesystem::path tool = {};
};

struct Analysis {
  std::vector<core::Finding> findings;  ///< one for each check asked for, in that order
  core::AnalysisFinished finished;
};

/// Analyses. What the submission's code does to Clang is a fact about the submission: where
/// the tool crashes or breaks a limit, every check is inconclusive and `finished.message`
/// says why. An error is the grader's own: no tool, no sandbox, an unknown check (usage),
/// a rule that is none (bad_lab);
/// or `interrupted`.
[[nodiscard]] core::Result<Analysis> analyse(const Request& request, std::stop_token stop);

}  // namespace assay::analyse
