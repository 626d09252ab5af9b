// The report for programs.
#pragma once

#include <string>

#include "report/grading_report.hpp"

namespace assay::report {

/// How the object is laid out: for people, or on one line.
enum class JsonLayout { indented, compact };

/// One JSON object as `report.schema.json` beside this file describes it, with a
/// line break at its end. Points and seeds are strings, so that no reader rounds them;
/// durations are whole nanoseconds. Without a grade `score` is null, never zero. Text is
/// valid UTF-8 (U+FFFD for wrong bytes), is not made safe for a terminal or a page, and is
/// cut, like lists, at the sizes that the schema gives; `omitted` counts what was cut.
[[nodiscard]] std::string to_json(const GradingReport& report, JsonLayout layout = JsonLayout::indented);

}  // namespace assay::report
