// Reads a submission's C++ through the analysis tool of checks/, in the sandbox.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/lab_spec.hpp"

namespace assay::analyse {

/// What is to be analysed, and with what.
struct AnalysisRequest {
  std::filesystem::path checkout;
  /// Only these sources, relative to the checkout; all of its own where there are none.
  std::vector<std::filesystem::path> files;
  /// The lab's contract, mounted in place of the checkout's own copy; may be empty.
  std::filesystem::path contract;
  /// The folder of the checkout that the contract is laid over; not the student's own.
  std::string contract_directory;
  /// Further folders of headers, trusted and not examined.
  std::vector<std::filesystem::path> includes;
  /// A compile_commands.json of the submission's build, hostile.
  std::optional<std::filesystem::path> database;
  /// The submission's root as that build saw it; the checkout itself where empty.
  std::filesystem::path root_in_build;
  std::vector<std::string> checks;  ///< ids; at least one
  core::StageLimits limits;
  std::filesystem::path tool;       ///< the program assay-checks
};

struct AnalysisOutcome {
  std::vector<core::Finding> findings;  ///< one for each check asked for, in that order
  core::AnalysisFinished finished;
};

/// Analyses. What the submission's code does to Clang is a fact about the submission: where
/// the tool crashes or breaks a limit, every check is inconclusive and `finished.message`
/// says why. An error is the grader's own: no tool, no sandbox, a request that cannot be.
[[nodiscard]] core::Result<AnalysisOutcome> analyse(const AnalysisRequest& request);

}  // namespace assay::analyse
