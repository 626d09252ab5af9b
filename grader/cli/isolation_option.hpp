#pragma once

#include <CLI/CLI.hpp>

namespace assay::cli {

/// Adds --allow-reduced-isolation, and --isolation for trying the reduced one where the full one
/// works. Before the command runs they choose for the whole process (sandbox/isolation.hpp).
void add_isolation_option(CLI::App& app);

}  // namespace assay::cli
