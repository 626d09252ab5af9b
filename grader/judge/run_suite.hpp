#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/lab_spec.hpp"
#include "core/reachable_service.hpp"

namespace assay::judge {

struct SuiteRequest {
  core::SuiteSpec suite;
  std::filesystem::path judge;           ///< the suite's program
  std::filesystem::path subject_folder;  ///< holds the program `subject`
  std::string missing_program;           ///< empty, or why there is none: every case is told
  std::filesystem::path baseline_folder; ///< likewise of the lab's reference; empty where the suite has no baseline
  core::Grant granted;                   ///< to one subject process, by lab.toml
  core::Grant ceilings;                  ///< the most that the operator lets any subject have
  std::map<std::string, core::ReachableService> services;  ///< by id
  std::string case_filter = "*";         ///< a glob; only these cases are run
  std::optional<std::uint64_t> seed;     ///< only this scenario of each
  bool reduced_isolation = false;        ///< that of this process, see sandbox/isolation.hpp
  int cpu = -1;                          ///< pins judge and subjects; -1: any
};

/// Whether the suite's program has a case that the glob `filter` names.
[[nodiscard]] core::Result<bool> has_case(const std::filesystem::path& judge, const std::string& filter,
                                          std::stop_token stop);

/// Takes each fact as soon as it is known; an error of its own ends the suite.
using EventSink = std::function<core::Result<void>(core::Event)>;

/// Runs one suite: `SuiteStarted`, a `CaseFinished` each, `SuiteFinished`; a `SuiteNotRun` where
/// the machine has not what it needs. Whatever the
/// subject does is in those. An error is the judge's or the sandbox's, or of the kind bad_lab
/// where the judge asks for more than lab.toml grants; facts that were given before it stand.
[[nodiscard]] core::Result<void> run_suite(const SuiteRequest& request, const EventSink& sink,
                                           std::stop_token stop);

}  // namespace assay::judge
