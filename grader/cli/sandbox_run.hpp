#pragma once

#include <CLI/CLI.hpp>
#include <stop_token>

namespace assay::cli {

/// Adds `run` to the `sandbox` command: one program in the box that submissions run in.
/// When it was chosen, its callback sets `exit_code`; see the command's help.
/// A stop of `interrupted` ends the box.
CLI::App* add_sandbox_run(CLI::App& parent, int& exit_code, std::stop_token interrupted);

}  // namespace assay::cli
