// Checkout into BuildOutcome: the student's own CMake build, in the sandbox.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/build_outcome.hpp"
#include "core/error.hpp"
#include "core/lab_spec.hpp"

namespace assay::build {

struct BuildRequest {
  std::filesystem::path submission;      ///< a folder of ours; the contract is laid over it
  std::filesystem::path contract;        ///< the lab's pristine contract
  std::string contract_directory;        ///< its place in the submission
  std::string target;                    ///< the library target that the submission declares
  std::filesystem::path host_library;
  std::filesystem::path workspace;       ///< an empty folder of ours, for what the build leaves
  core::StageLimits limits;
};

/// Configures and builds. Whatever the submission's build does is in the outcome; an error
/// is the sandbox's or the machine's, or `interrupted`.
[[nodiscard]] core::Result<core::BuildOutcome> build(const BuildRequest& request, std::stop_token stop);

}  // namespace assay::build
