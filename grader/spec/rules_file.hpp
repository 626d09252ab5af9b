#pragma once

#include <filesystem>

#include "core/lab_spec.hpp"
#include "spec/diagnostics.hpp"

namespace assay::spec {

/// Reads the lab's own rules, where there is such a file, into `lab.rules`, and adds their
/// findings' ids to `lab.checks`. The matchers are read by the analysis tool.
void read_rules_file(const std::filesystem::path& file, core::LabSpec& lab, Diagnostics& diagnostics);

}  // namespace assay::spec
