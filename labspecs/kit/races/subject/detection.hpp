// Keeps ThreadSanitizer on, and its reports on their way to the judge.
#pragma once

namespace assay::kit::races {

/// The number under which the subject inherits the pipe for reports, which nothing else
/// writes to: what a program prints cannot bury them.
inline constexpr int report_descriptor = 4;

/// How the runtime writes a frame, see sanitizer_stacktrace_printer.h: its parts are between
/// characters that are in no name that a person writes.
inline constexpr const char* frame_format = "#%n\x1f%f\x1f%s\x1f%l\x1f%m";

void send_reports_to_the_judge();

}  // namespace assay::kit::races
