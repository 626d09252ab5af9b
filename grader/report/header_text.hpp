// How a page begins: what was graded, and from what.
#pragma once

#include "report/grading_report.hpp"
#include "report/page.hpp"

namespace assay::report {

/// The lab, the source with its commit, times and what a person should look at, and what
/// held the submission while it ran.
void write_header(Page& page, const GradingReport& report);

/// That there is no grade, whose fault it is not, why, and what to do.
void write_not_graded(Page& page, const GradingReport& report);

}  // namespace assay::report
