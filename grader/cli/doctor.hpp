#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay doctor`; its callback sets `exit_code`.
CLI::App* add_doctor(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
