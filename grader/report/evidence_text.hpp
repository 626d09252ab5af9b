// How one piece of evidence is told on a page.
#pragma once

#include <cstddef>

#include "core/event.hpp"
#include "report/grading_report.hpp"
#include "report/page.hpp"

namespace assay::report {

/// The property, what was expected and what happened, the scenario's steps, what the
/// subject printed, and how to replay it.
void write_case(Page& page, std::size_t indent, const RecordedCase& judged);

/// The check's sentence, and the places that it rests on.
void write_finding(Page& page, std::size_t indent, const core::Finding& finding);

/// Why there is no program to grade, and the end of what the tools printed.
void write_failed_build(Page& page, const core::BuildFinished& build);

/// What could not be read of the source, and why.
void write_analysis_problems(Page& page, const core::AnalysisFinished& analysis);

/// "and 3 more places", if any were cut.
void write_cut(Page& page, std::size_t indent, std::size_t count, std::string_view singular, std::string_view plural);

/// "file:line:column", as far as they are known.
[[nodiscard]] std::string place(const core::Location& location);

}  // namespace assay::report
