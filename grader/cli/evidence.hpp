#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay evidence` with `show`, `verify` and `export`; their callbacks set `exit_code`.
CLI::App* add_evidence(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
