// The report for people: a page of text on a terminal.
#pragma once

#include <string>

#include "report/grading_report.hpp"
#include "report/page.hpp"

namespace assay::report {

/// What was graded, the points by criterion, and for every point lost what was expected,
/// what happened, how to see it again and what to read. Long lists are cut and say so.
/// No byte of it steers a terminal but the colours that `options` ask for.
[[nodiscard]] std::string to_terminal(const GradingReport& report, const TerminalOptions& options);

}  // namespace assay::report
