#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/lab_programs.hpp"
#include "core/lab_spec.hpp"
#include "pipeline.hpp"

namespace assay {

/// What a grading needs of the lab itself.
struct Programs {
  core::LabPrograms lab;
  std::map<std::string, std::filesystem::path> baseline;  ///< by program, the folder of the reference's
  std::vector<const core::SuiteSpec*> suites;  ///< that are to run, in the order of running
};

/// Whether the request asks for the suite, whatever cases it has.
[[nodiscard]] bool asks_for(const GradeRequest& request, const core::SuiteSpec& suite);

/// Builds it, or finds it built, once a lab version. A usage error where no suite that may be
/// run has a case that the request names.
[[nodiscard]] core::Result<Programs> prepare_programs(const GradeRequest& request, const std::string& digest,
                                                      const GradeContext& context);

}  // namespace assay
