#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/finding.hpp"

namespace assay::analyse {

/// What the analysis tool said.
struct ToolReport {
  std::vector<core::Finding> findings;
  std::vector<core::ParseProblem> problems;
  unsigned units = 0;
};

/// Reads the tool's JSON. It read hostile code before it wrote this, so that nothing but
/// the expected is taken: one finding for each of `checks`, in that order, satisfied,
/// violated or inconclusive, with places under the submission. An infrastructure error
/// says what is wrong.
[[nodiscard]] core::Result<ToolReport> read_tool_report(std::string_view text, std::span<const std::string> checks);

}  // namespace assay::analyse
