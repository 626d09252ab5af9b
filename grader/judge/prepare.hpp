#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/error.hpp"
#include "core/lab_programs.hpp"
#include "core/lab_spec.hpp"

namespace assay::judge {

/// Builds the lab's judges and its host library, or finds them built: they are kept in
/// `cache` under the digest of the lab and of Assay's own libraries, and two graders that
/// want the same one wait for each other. A bad_lab error has the end of the compiler's
/// output; an infrastructure error says which tool is missing.
[[nodiscard]] core::Result<core::LabPrograms> prepare_lab(const core::LabSpec& lab,
                                                          const std::string& lab_digest,
                                                          const std::filesystem::path& cache,
                                                          std::stop_token stop);

}  // namespace assay::judge
