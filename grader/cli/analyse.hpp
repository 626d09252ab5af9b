#pragma once

#include <string>

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds the command that runs checks on sources or a whole submission without building it;
/// its callback sets `exit_code`: 0 whatever was found. `assay analyse` and `assay checks
/// run` are the same command.
CLI::App* add_analysis(CLI::App& parent, const std::string& name, int& exit_code);

}  // namespace assay::cli
