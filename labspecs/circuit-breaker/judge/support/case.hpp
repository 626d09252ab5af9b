// All that a file of cases includes.
#pragma once

#include <gtest/gtest.h>

#include "judge/scenario.hpp"
#include "support/configs.hpp"
#include "support/script.hpp"
#include "support/simulation.hpp"

namespace judge {

using assay::kit::judge_scenario;
using assay::kit::Recorder;
using assay::kit::Violation;

}  // namespace judge
