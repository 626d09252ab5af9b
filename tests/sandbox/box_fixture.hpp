// Runs the probe programs of this folder in a box.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sandbox/runner.hpp"

namespace assay::sandbox::testing {

/// A policy that shows the probe programs under /probes.
inline Policy probe_policy() {
  Policy policy;
  policy.mounts.push_back({ASSAY_PROBES, "/probes", false});
  return policy;
}

/// Runs in the box; a sandbox fault fails the test and gives an empty outcome.
inline Outcome run_in_box(const Policy& policy, std::vector<std::string> arguments,
                          std::vector<InheritedDescriptor> descriptors = {}) {
  auto outcome = run(policy, {.arguments = std::move(arguments), .descriptors = std::move(descriptors)});
  if (!outcome) {
    ADD_FAILURE() << outcome.error().message;
    return {};
  }
  return *outcome;
}

inline Outcome run_shell(const Policy& policy, const std::string& script) {
  return run_in_box(policy, {"/bin/sh", "-c", script});
}

}  // namespace assay::sandbox::testing

namespace assay::sandbox {
/// For failure messages.
inline void PrintTo(End end, std::ostream* out) { *out << to_string(end); }
}  // namespace assay::sandbox
