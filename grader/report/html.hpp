// The report for people with a browser.
#pragma once

#include <string>
#include <string_view>

#include "report/grading_report.hpp"

namespace assay::report {

/// One HTML page that holds all it shows: script, style and the report itself, as `to_json`
/// gives it. Its content security policy lets it run its own script and load nothing, so
/// text of a submission stays text.
[[nodiscard]] std::string to_html(const GradingReport& report);

/// JSON for the inside of a <script> element: `<`, `>`, `&`, U+2028 and U+2029, which JSON
/// has only inside its strings, are written as \u escapes, so nothing in it ends the element.
[[nodiscard]] std::string embed_json(std::string_view json);

}  // namespace assay::report
