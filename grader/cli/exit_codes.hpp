#pragma once

#include "core/error.hpp"

namespace assay::cli {

/// What every subcommand's exit code means; `assay --help` and the README say the same.
enum ExitCode : int {
  exit_graded = 0,           ///< graded, whatever the score; or simply done
  exit_below_minimum = 1,    ///< graded, and below --min-score; or a verification that failed
  exit_usage = 2,            ///< the command line asks for something that cannot be
  exit_bad_lab = 3,          ///< the lab is not valid
  exit_could_not_grade = 4,  ///< a grader's or the infrastructure's fault; never a score
  exit_interrupted = 5,
};

/// The exit code for an error of this kind.
[[nodiscard]] ExitCode exit_code_for(core::ErrorKind kind);

/// Prints "assay: <message>" on stderr and gives the exit code.
[[nodiscard]] ExitCode report_error(const core::Error& error);

}  // namespace assay::cli
