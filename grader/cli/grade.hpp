#pragma once

#include <stop_token>

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay grade`; its callback sets `exit_code`.
CLI::App* add_grade(CLI::App& parent, std::stop_token stop, int& exit_code);

}  // namespace assay::cli
