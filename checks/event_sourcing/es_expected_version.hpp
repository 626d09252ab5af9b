#pragma once

#include "checks/registry/rule.hpp"

namespace assay::checks::event_sourcing {

/// `es-expected-version`: an append compares the version it expects with the stream's, in one step. See es_expected_version.md.
[[nodiscard]] core::Finding check_expected_version(const RuleInput& input);

}  // namespace assay::checks::event_sourcing
