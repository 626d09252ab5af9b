// How much of what was looked at is satisfied, a line a suite.
#pragma once

#include "report/grading_report.hpp"
#include "report/page.hpp"

namespace assay::report {

/// "public: 31 of 32 cases satisfied", and the same for the checks; nothing where nothing
/// was looked at.
void write_tally(Page& page, const GradingReport& report);

}  // namespace assay::report
