#pragma once

#include <string>

#include "cli/exit_codes.hpp"

namespace assay::cli {

/// Prints the bundled labs, a line each.
[[nodiscard]] ExitCode list_labs();

/// Prints what a lab grades and how.
[[nodiscard]] ExitCode show_lab(const std::string& name);

}  // namespace assay::cli
