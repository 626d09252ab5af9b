#include "programs.hpp"

#include <algorithm>
#include <stop_token>
#include <utility>

#include "baseline.hpp"
#include "judge/prepare.hpp"
#include "judge/run_suite.hpp"

namespace assay {
namespace {

// In the lab's order, but for those that measure real time: they come last, when nothing
// runs beside them.
core::Result<std::vector<const core::SuiteSpec*>> suites_to_run(const GradeRequest& request, const core::LabPrograms& lab,
                                                                const std::stop_token& stop) {
  std::vector<const core::SuiteSpec*> suites;
  for (const auto& suite : request.lab.suites) {
    if (!asks_for(request, suite)) continue;
    if (request.case_filter != "*") {
      auto has = judge::has_case(lab.judges.at(suite.id), request.case_filter, stop);
      if (!has) return std::unexpected(has.error());
      if (!*has) continue;
    }
    suites.push_back(&suite);
  }
  if (suites.empty()) {
    return core::fail(core::ErrorKind::usage, "no suite that may be run has a case '" + request.case_filter + "'");
  }
  std::ranges::stable_partition(suites, [](const core::SuiteSpec* suite) { return !suite->alone; });
  return suites;
}

}  // namespace

bool asks_for(const GradeRequest& request, const core::SuiteSpec& suite) {
  if (request.public_only && !suite.is_public) return false;
  return request.suites.empty() || std::ranges::find(request.suites, suite.id) != request.suites.end();
}

core::Result<Programs> prepare_programs(const GradeRequest& request, const std::string& digest, const GradeContext& context) {
  auto lab = judge::prepare_lab(request.lab, digest, context.cache, context.stop);
  if (!lab) return std::unexpected(lab.error());
  auto suites = suites_to_run(request, *lab, context.stop);
  if (!suites) return std::unexpected(suites.error());
  Programs programs{std::move(*lab), {}, std::move(*suites)};
  if (std::ranges::none_of(programs.suites, &core::SuiteSpec::baseline)) return programs;
  auto baseline = baseline_programs(request.lab, programs.lab, context.stop);
  if (!baseline) return std::unexpected(baseline.error());
  programs.baseline = std::move(*baseline);
  return programs;
}

}  // namespace assay
