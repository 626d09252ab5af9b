#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay analyse`; its callback sets `exit_code`: 0 whatever was found.
CLI::App* add_analyse(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
