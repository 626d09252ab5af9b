#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay checks list` and `assay checks run`; their callbacks set `exit_code`.
CLI::App* add_checks(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
