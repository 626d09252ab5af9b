#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "core/error.hpp"
#include "core/lab_programs.hpp"
#include "core/lab_spec.hpp"

namespace assay {

/// Builds the lab's reference as a submission is built, uninstrumented, or finds it built
/// beside the lab's own programs; by program, folders that hold an executable `subject`. A
/// reference that does not build is a bad lab. Two graders wait for each other.
[[nodiscard]] core::Result<std::map<std::string, std::filesystem::path>> baseline_programs(
    const core::LabSpec& lab, const core::LabPrograms& programs, std::stop_token stop);

}  // namespace assay
