#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/expectation.hpp"
#include "core/score.hpp"
#include "core/verdict.hpp"

namespace assay::score {

/// The verdict on every case, every check, and on "build" and "source", that a grading
/// came to, by evidence as `Expectation::verdicts` names it.
[[nodiscard]] std::map<std::string, core::Verdict> observed_verdicts(const std::vector<core::Record>& grading);

/// How a grading differs from what the lab's author expects: a sentence each, none where
/// it is as expected.
[[nodiscard]] std::vector<std::string> differences(const core::Expectation& expected, const core::Score& score,
                                                   const std::map<std::string, core::Verdict>& observed);

}  // namespace assay::score
