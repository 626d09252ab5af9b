#pragma once

#include <CLI/App.hpp>

namespace assay::cli {

/// Adds `assay explain`, which shows a check's page; its callback sets `exit_code`.
CLI::App* add_explain(CLI::App& parent, int& exit_code);

}  // namespace assay::cli
