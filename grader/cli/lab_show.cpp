#include "cli/lab_show.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

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

std::string shown(core::Duration value) { return core::to_string(value); }
std::string shown(core::Bytes value) { return core::to_string(value); }
std::string shown(unsigned value) { return std::to_string(value); }

// A row a limit, a column a kind of run.
void show_limits(const core::LabSpec& lab) {
  std::vector<std::pair<std::string, core::StageLimits>> columns{
      {"build", lab.build}, {"analysis", lab.analysis}};
  for (const auto& program : lab.programs) columns.emplace_back(program.id, program.limits);
  const auto widest = std::ranges::max(columns, {}, [](const auto& column) { return column.first.size(); }).first.size();
  const int width = static_cast<int>(std::max<std::size_t>(widest, 9) + 2);
  std::cout << "\nLimits of one run\n  " << std::left << std::setw(12) << "";
  for (const auto& [name, limits] : columns) std::cout << std::right << std::setw(width) << name;
  std::cout << '\n';
  core::for_each_limit([&](const char* key, auto field) {
    std::cout << "  " << std::left << std::setw(12) << key;
    for (const auto& [name, limits] : columns) std::cout << std::right << std::setw(width) << shown(limits.*field);
    std::cout << '\n';
  });
}

void show_weakenings(const core::LabSpec& lab) {
  std::cout << "\nWeakenings of the sandbox\n";
  bool any = false;
  for (const auto& program : lab.programs) {
    for (const auto weakening : program.allowed) {
      any = true;
      std::cout << "  " << std::left << std::setw(12) << program.id << core::to_string(weakening) << '\n';
    }
  }
  if (!any) std::cout << "  none\n";
  std::cout << "\nAll of it is within "
            << (lab.ceilings.file.empty() ? "the default ceilings; this machine's operator has set none"
                                          : "the ceilings of " + lab.ceilings.file.string())
            << ".\n";
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
              << (suite.baseline ? ", against the reference" : "");
    for (const auto& service : suite.services) std::cout << ", service " << service;
    std::cout << ")\n";
  }
  if (!lab->services.empty()) std::cout << "\nServices that judges talk to\n";
  for (const auto& service : lab->services) {
    std::cout << "  " << std::left << std::setw(12) << service.id << core::to_string(service.kind) << '\n';
  }
  std::cout << "\nPrograms that a submission is built into\n";
  for (const auto& program : lab->programs) {
    std::cout << "  " << std::left << std::setw(12) << program.id << lab->contract_directory << '/' << program.host << '/';
    for (const auto& folder : program.sources) std::cout << ", " << lab->contract_directory << '/' << folder << '/';
    for (const auto& library : program.link) std::cout << ", with lib" << library;
    std::cout << (program.sanitizer == core::Sanitizer::thread ? ", with ThreadSanitizer" : "") << '\n';
  }
  show_limits(*lab);
  show_weakenings(*lab);
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
