// What `assay grade` and `assay check` share: from a request to a printed report.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/exit_codes.hpp"
#include "core/points.hpp"
#include "evidence/store.hpp"
#include "pipeline.hpp"

namespace assay::cli {

struct GradingOutput {
  std::string html;  ///< the folder that the page goes to, as index.html; empty for none
  std::string json;  ///< where the JSON report goes: a file, "-" for stdout, empty for none
  std::string sarif; ///< where the findings go as SARIF: the same
  std::optional<core::Points> minimum;
};

/// Grades, prints the report, and gives the exit code.
[[nodiscard]] ExitCode run_grading(const GradeRequest& request, evidence::Store& store,
                                   const GradingOutput& output, std::stop_token stop);

/// The command that runs a case's scenario again; empty where its suite is hidden.
[[nodiscard]] std::string replay_command(const core::LabSpec& lab, const core::CaseResult& result);

/// Whether a person may name cases so: letters, digits and `_ . / * ?`. A usage error else.
[[nodiscard]] core::Result<void> check_case_filter(const std::string& filter);

}  // namespace assay::cli
