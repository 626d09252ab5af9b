// What this machine has for reduced isolation.
#pragma once

#include <string>

#include "core/error.hpp"
#include "sandbox/reduced/protocol.hpp"

namespace assay::sandbox::reduced {

struct Machine {
  int abi = 0;            ///< Landlock's, from 1 on
  bool own_user = false;  ///< each run gets a user of its own: we are root, and may change user
  protocol::Killing killing = protocol::Killing::descent;
};

/// The error says what is missing.
[[nodiscard]] core::Result<Machine> machine();

/// For tests: as if the kernel had no newer Landlock than this. 0: as it is.
void pretend_landlock_abi(int abi);

/// "reduced: Landlock ABI 4, seccomp, …", and what that leaves open, for every report.
[[nodiscard]] std::string describe(const Machine& machine);

}  // namespace assay::sandbox::reduced
