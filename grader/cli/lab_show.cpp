#include "cli/lab_show.hpp"

#include <iomanip>
#include <iostream>
#include <string_view>

#include "cli/lab_lookup.hpp"

namespace assay::cli {
namespace {

std::string_view words_for(core::CriterionRule rule) {
  switch (rule) {
    case core::CriterionRule::all_or_nothing:
      return "all or nothing";
    case core::CriterionRule::proportional:
      return "proportional";
    case core::CriterionRule::weighted:
      return "weighted";
    case core::CriterionRule::bands:
      return "bands";
    case core::CriterionRule::manual:
      return "by a person";
  }
  return "";
}

void show_limits(std::string_view of, const core::StageLimits& limits) {
  std::cout << "  " << std::left << std::setw(10) << of << "wall " << core::to_string(limits.wall) << ", CPU "
            << core::to_string(limits.cpu) << ", memory " << core::to_string(limits.memory) << ", "
            << limits.processes << " processes, output " << core::to_string(limits.output) << '\n';
}

}  // namespace

ExitCode list_labs() {
  for (const auto& folder : bundled_labs()) {
    auto lab = find_lab(folder.string());
    if (!lab) return report_error(lab.error());
    std::cout << std::left << std::setw(20) << lab->id << std::setw(8) << lab->version << lab->title << '\n';
  }
  return exit_graded;
}

ExitCode show_lab(const std::string& name) {
  auto lab = find_lab(name);
  if (!lab) return report_error(lab.error());
  std::cout << lab->title << " (" << lab->id << " " << lab->version << ")\n";
  if (!lab->summary.empty()) std::cout << lab->summary << "\n";
  std::cout << "\nA submission's CMakeLists.txt declares the library target '" << lab->target
            << "'; the lab's contract is laid over its folder " << lab->contract_directory << "/.\n\nSuites\n";
  for (const auto& suite : lab->suites) {
    std::cout << "  " << std::left << std::setw(12) << suite.id << (suite.is_public ? "public  " : "hidden  ") << suite.title
              << " (program " << suite.program << (suite.alone ? ", in real time" : "")
              << (suite.baseline ? ", against the reference" : "") << ")\n";
  }
  std::cout << "\nPrograms that a submission is built into\n";
  for (const auto& program : lab->programs) {
    std::cout << "  " << std::left << std::setw(12) << program.id << lab->contract_directory << '/' << program.host << '/'
              << (program.sanitizer == core::Sanitizer::thread ? ", with ThreadSanitizer" : "") << '\n';
  }
  std::cout << "\nLimits\n";
  show_limits("build", lab->build);
  show_limits("subject", lab->subject);
  show_limits("analysis", lab->analysis);
  std::cout << "\nChecks\n";
  for (const auto& check : lab->checks) std::cout << "  " << check << '\n';
  std::cout << "\nRubric, " << core::to_string(lab->rubric.possible()) << " points\n";
  for (const auto& criterion : lab->rubric.criteria) {
    std::cout << "  " << std::right << std::setw(6) << core::to_string(criterion.points) << "  " << criterion.title
              << " (" << words_for(criterion.rule) << ")\n";
    for (const auto& evidence : criterion.evidence) std::cout << "          " << evidence << '\n';
  }
  return exit_graded;
}

}  // namespace assay::cli
