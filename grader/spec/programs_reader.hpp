// Reads [[program]]: what a submission's library is linked into.
#pragma once

#include <filesystem>

#include "core/lab_spec.hpp"
#include "spec/table_reader.hpp"

namespace assay::spec {

/// The lab's programs into `lab`, whose limits have been read; one called `subject` where there are none.
void read_programs(TableReader& root, const std::filesystem::path& folder, core::LabSpec& lab);

}  // namespace assay::spec
