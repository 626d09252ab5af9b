// What a program's requests cost, by DynamoDB's own measure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/case.hpp"

namespace judge {

/// Whose program is asked.
enum class Whose { submission, reference };

struct Cost {
  double requests = 0;
  double capacity = 0;  ///< consumed capacity units
};

/// What the script's calls cost, of a fresh program over fresh tables. `prepare` does not count.
[[nodiscard]] Cost cost_of(Recorder& recorder, Whose whose, const std::function<void(World& world, const Client& client)>& prepare,
                           const std::function<void(World& world, const Client& client)>& script);

/// A Violation where the submission needs more than `most` times what the reference does; records the figures, for
/// `events` of them.
void judge_cost(assay::kit::CaseInfo info, double events, double most,
                const std::function<void(World& world, const Client& client)>& prepare,
                const std::function<void(World& world, const Client& client)>& script);

/// How a figure grows: the exponent of the power of x that fits best (least squares of the logarithms). All above zero.
[[nodiscard]] double growth(const std::vector<std::pair<double, double>>& points);

}  // namespace judge
