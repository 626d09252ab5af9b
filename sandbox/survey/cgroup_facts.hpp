#pragma once

#include "sandbox/survey/survey.hpp"
#include "sandbox/survey/tree.hpp"

namespace assay::sandbox::survey {

/// Where this process stands in the machine's cgroups; see cgroups(7).
[[nodiscard]] Cgroups find_cgroups(const Tree& tree);

}  // namespace assay::sandbox::survey
