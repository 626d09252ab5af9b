#include "core/lab_spec.hpp"

#include <algorithm>

namespace assay::core {

bool LabSpec::has_baseline() const { return std::ranges::any_of(suites, &SuiteSpec::baseline); }

}  // namespace assay::core
