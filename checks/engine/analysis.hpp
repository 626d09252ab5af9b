// The engine: each translation unit is parsed once, its facts are merged, and every rule
// reads the facts of the whole submission.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "checks/engine/parse.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"

namespace assay::checks {

/// What is to be analysed.
struct Request {
  std::filesystem::path root;                   ///< of the submission
  std::vector<std::filesystem::path> excluded;  ///< folders in it that are not the submission's own
  std::vector<std::string> checks;              ///< ids; all where there are none
  std::vector<Unit> units;
  core::CheckOptions options = {};
  std::vector<core::ProjectRule> rules = {};  ///< those that "rule:<id>" in `checks` names
};

struct Report {
  std::vector<core::Finding> findings;     ///< one for each check, in the order asked for
  std::vector<core::ParseProblem> problems;
  unsigned units = 0;                      ///< that were read
};

/// Never fails for what a unit holds. A usage error names an unknown check, a bad_lab error a
/// rule whose matcher is none.
[[nodiscard]] core::Result<Report> analyse(const Request& request);

}  // namespace assay::checks
