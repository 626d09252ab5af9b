#include "cli/exit_codes.hpp"

#include <iostream>
#include <utility>

#include "report/escape.hpp"

namespace assay::cli {

ExitCode exit_code_for(core::ErrorKind kind) {
  switch (kind) {
    case core::ErrorKind::usage:
      return exit_usage;
    case core::ErrorKind::bad_lab:
      return exit_bad_lab;
    case core::ErrorKind::infrastructure:
    case core::ErrorKind::unavailable:
      return exit_could_not_grade;
    case core::ErrorKind::interrupted:
      return exit_interrupted;
  }
  std::unreachable();
}

ExitCode report_error(const core::Error& error) {
  // A message may quote a submission's names.
  const auto lines = report::escape_block(error.message, {.lines = 200, .line_length = 2000});
  for (std::size_t i = 0; i < lines.size(); ++i) std::cerr << (i == 0 ? "assay: " : "") << lines[i] << '\n';
  return exit_code_for(error.kind);
}

}  // namespace assay::cli
