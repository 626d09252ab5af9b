// The student's own CMake build, run in the sandbox, as far as the folder that it leaves.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "build/build.hpp"
#include "core/error.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"

namespace assay::build {

/// Assay's own CMake files that lead a submission's build.
[[nodiscard]] std::filesystem::path project_folder();

struct Step {
  std::string name;  ///< "configure" or "build"
  sandbox::Outcome outcome;
};

struct BuildRun {
  /// Those of which the figures are apart: in a full box configuring and building share one run, whose
  /// name is that of the command that ended it.
  std::vector<Step> steps;
  /// What was built, hostile: to be read by util::read_file_beneath. Nothing where the build did not end well.
  util::Fd folder;
  /// Under full isolation the folder is the box's own, and lasts as long as this; else one of the request's workspace.
  std::vector<sandbox::Run> boxes;
};

/// An error is the sandbox's or the machine's, or `interrupted`.
[[nodiscard]] core::Result<BuildRun> run_build(const BuildRequest& request, const std::stop_token& stop);

}  // namespace assay::build
