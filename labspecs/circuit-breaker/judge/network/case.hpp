// All that a file of cases of the network suite includes.
#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "judge/scenario.hpp"
#include "network/run.hpp"

namespace judge {

using namespace std::chrono_literals;

/// One attempt, no rule that trips the breaker, room for every call; its times are such that
/// what comes in time does so by far, and what comes late by far as well.
[[nodiscard]] lab::Config network_config();

/// Judges a scenario in real time. Where the machine was too busy to say, it is played again,
/// three times at most, and inconclusive then.
void judge_network(assay::kit::CaseInfo info, const lab::Config& config,
                   const std::function<void(NetworkRun& run)>& script);

}  // namespace judge
