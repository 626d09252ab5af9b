#pragma once

#include <stop_token>
#include <set>
#include <string>

#include "cli/exit_codes.hpp"

namespace assay::cli {

/// Grades every submission of a lab and prints how each compares with its expected.toml,
/// which defects no case catches, and which cases no defect exercises. Gives
/// `exit_below_minimum` where anything is not as expected. `json`: a file, "-", or empty.
[[nodiscard]] ExitCode verify_lab(const std::string& lab, const std::set<std::string>& only, const std::string& json,
                                  std::stop_token stop);

}  // namespace assay::cli
