// Which system calls a box may make.
#pragma once

#include <string>

#include "core/error.hpp"
#include "sandbox/policy.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// The policy's filter as a file of BPF instructions, for bubblewrap's --seccomp; the
/// descriptor has a reading position of its own. Compiled once per kind of policy.
[[nodiscard]] core::Result<util::Fd> seccomp_program(const Policy& policy);

}  // namespace assay::sandbox
