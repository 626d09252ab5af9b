// Checkout into BuildOutcome: the student's own CMake build, in the sandbox.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/build_outcome.hpp"
#include "core/error.hpp"
#include "core/lab_spec.hpp"

namespace assay::build {

struct BuildRequest {
  std::filesystem::path submission;      ///< a folder of ours; `lay_contract_over` was done to it
  std::string target;                    ///< the library target that the submission declares
  core::Sanitizer sanitizer = core::Sanitizer::none;
  /// By program: the lab's main that the submission's library is linked with.
  std::map<std::string, std::filesystem::path> host_libraries;
  std::filesystem::path workspace;       ///< a folder of ours, for what the build leaves
  core::StageLimits limits;
  std::map<std::string, std::vector<std::string>> link = {};  ///< by program: system libraries that the host library needs
};

/// Those of `programs` that are instrumented so go into one build, with their host libraries.
[[nodiscard]] BuildRequest request_for(const core::LabSpec& lab, core::Sanitizer sanitizer,
                                       const std::set<std::string>& programs,
                                       const std::map<std::string, std::filesystem::path>& host_libraries);

/// Puts the lab's pristine contract into the submission, in place of whatever is there.
[[nodiscard]] core::Result<void> lay_contract_over(const core::LabSpec& lab, const std::filesystem::path& submission);

/// Configures and builds. Whatever the submission's build does is in the outcome; an error
/// is the sandbox's or the machine's, or `interrupted`.
[[nodiscard]] core::Result<core::BuildOutcome> build(const BuildRequest& request, std::stop_token stop);

}  // namespace assay::build
