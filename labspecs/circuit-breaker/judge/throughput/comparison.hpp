// A case that holds a figure of the submission against the reference's.
#pragma once

#include <cstdint>
#include <functional>

#include "judge/scenario.hpp"
#include "measure/comparison.hpp"
#include "throughput/program.hpp"

namespace judge {

/// Measures once, of one or the other.
using FigureOf = std::function<double(Whose whose, std::uint64_t seed)>;

/// Judges the running test by it, see `assay::kit::judge_scenario`.
void judge_against_reference(assay::kit::CaseInfo info, const assay::kit::measure::Question& question,
                             const FigureOf& figure);

}  // namespace judge
