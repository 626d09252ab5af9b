// Makes a script that fails small enough to be read: few calls, round times, and nothing
// switched on that the failure does not need.
#pragma once

#include <cstdint>
#include <functional>

#include "judge/campaign.hpp"
#include "support/script.hpp"

namespace judge {

void shrink_script(assay::kit::Shrinker<Script>& shrinker);

/// Scripts that follow from a seed, of which one is played as `watch` says.
[[nodiscard]] assay::kit::Experiment<Script> experiment(std::function<Script(std::uint64_t seed)> make, Watch watch);

}  // namespace judge
