// What a probe was seen to come to, bare or in a box, in words that both have in common.
#pragma once

#include <string>
#include <vector>

#include "sandbox/outcome.hpp"

namespace assay::sandbox::testing {

/// What it printed, without the last line's end; "violation" where the sandbox's filter ended it;
/// else how it ended.
[[nodiscard]] std::string seen(const Outcome& outcome);

/// Whose processes a bare program sees, and can leave behind.
enum class Processes {
  hosts,
  own,  ///< a PID namespace of its own, which ends with the program
};

/// Runs the program on the host itself, with nothing in its way: as the test's user, in a mount
/// namespace of its own in which /mnt is an empty tmpfs of 64 MiB, without a terminal. It is
/// ended after a minute. Only for programs that are harmless so.
[[nodiscard]] std::string run_bare(const std::vector<std::string>& arguments, Processes processes = Processes::hosts);

}  // namespace assay::sandbox::testing
