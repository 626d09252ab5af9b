// Programs that do what an entry's program does, and look otherwise.
#pragma once

#include <string>
#include <vector>

#include "quality/runner.hpp"

namespace assay::quality {

struct Round {
  std::string name;  ///< "noise names, members out of line, …"
  Files files;
};

enum class Detail {
  combined,  ///< three rounds, in which each transformation stands once
  single,    ///< a round a transformation, to find the one at fault
};

/// Rounds that leave the program as it is are left out. None where Clang could not read it.
[[nodiscard]] std::vector<Round> rounds_of(const Entry& entry, const Program& program, Detail detail);

}  // namespace assay::quality
