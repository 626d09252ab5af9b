#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "checks/engine/parse.hpp"
#include "checks/engine/token_chains.hpp"
#include "checks/engine/unit_problems.hpp"

namespace assay::checks {

/// What one run of Clang's front end is given besides the unit.
struct ClangInput {
  const Unit& unit;
  const SourceScope& scope;
  std::map<std::string, std::string> files;  ///< virtual ones by path, behind the real ones
  std::string first;                         ///< a virtual file that is read before the unit; may be empty
  const OwnTokens& tokens;
  std::chrono::nanoseconds time_limit;       ///< of processor time, so that a busy machine changes no report
  std::span<const core::ProjectRule> rules = {};
  bool instantiate = true;                   ///< templates that the unit does not
};

struct ClangOutput {
  Facts facts;
  RuleMatches matches;
  std::vector<core::ParseProblem> problems;
  std::vector<std::string> missing_headers;
  std::set<UnknownName> unknown;
  unsigned errors = 0;
  std::chrono::nanoseconds time{};           ///< of the processor
  bool late = false;       ///< given up at the time limit
  bool crashed = false;
};

/// Where virtual files of models and stand-ins are.
inline constexpr const char* virtual_folder = "/assay/";

/// Runs the front end once, on the calling thread. To be called under a CrashRecoveryContext,
/// which it leaves at the time limit.
void run_clang(const ClangInput& input, const std::string& name, ClangOutput& output);

}  // namespace assay::checks
