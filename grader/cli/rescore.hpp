#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay rescore`; its callback sets `exit_code`.
CLI::App* add_rescore(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
