#pragma once

#include <string>

#include "cli/exit_codes.hpp"

namespace assay::cli {

/// Makes a folder with the lab's starter and its contract.
[[nodiscard]] ExitCode copy_starter(const std::string& lab, const std::string& folder);

/// Makes a lab's folder from the template that comes with Assay, under the folder's name.
[[nodiscard]] ExitCode new_lab(const std::string& folder);

}  // namespace assay::cli
