#pragma once

namespace assay::cli {

/// Runs the command that the arguments ask for, and gives the exit code.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace assay::cli
