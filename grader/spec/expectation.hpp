#pragma once

#include <filesystem>

#include "core/error.hpp"
#include "core/expectation.hpp"
#include "core/lab_spec.hpp"

namespace assay::spec {

/// A submission's `expected.toml`, held against its lab. Errors as `load_lab`'s.
[[nodiscard]] core::Result<core::Expectation> load_expectation(const std::filesystem::path& file,
                                                               const core::LabSpec& lab);

}  // namespace assay::spec
