#pragma once

#include <stop_token>

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay lab` with list, show, new, starter and verify; their callbacks set `exit_code`.
CLI::App* add_lab(CLI::App& parent, std::stop_token stop, int& exit_code);

}  // namespace assay::cli
