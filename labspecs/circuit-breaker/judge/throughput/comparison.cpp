#include "throughput/comparison.hpp"

#include <utility>

namespace judge {

void judge_against_reference(assay::kit::CaseInfo info, const assay::kit::measure::Question& question,
                             const FigureOf& figure) {
  using namespace assay::kit;
  judge_scenario(std::move(info), [&](Recorder&, std::uint64_t seed) {
    const auto submission = [&] { return figure(Whose::submission, seed); };
    const auto reference = [&] { return figure(Whose::reference, seed); };
    measure::conclude(question, measure::compare(question, submission, reference, seed));
  });
}

}  // namespace judge
