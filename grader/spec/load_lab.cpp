#include "spec/load_lab.hpp"

#include <system_error>

#include "spec/diagnostics.hpp"
#include "spec/lab_file.hpp"
#include "spec/rubric_file.hpp"
#include "spec/rules_file.hpp"

namespace assay::spec {

core::Result<core::LabSpec> load_lab(const std::filesystem::path& folder, const core::OperatorCeilings& ceilings) {
  std::error_code ignored;  // whatever hinders, it is no folder to us
  if (!std::filesystem::is_directory(folder, ignored)) {
    return core::fail(core::ErrorKind::bad_lab, folder.string() + " is not a folder: expected a lab, with its lab.toml");
  }
  Diagnostics lab_problems(folder / "lab.toml");
  Diagnostics rubric_problems(folder / "rubric.toml");
  Diagnostics rule_problems(folder / "rules.toml");
  core::LabSpec lab = read_lab_file(folder, ceilings, lab_problems);
  read_rules_file(folder / "rules.toml", lab, rule_problems);
  lab.rubric = read_rubric_file(folder / "rubric.toml", lab_problems.empty() && rule_problems.empty() ? &lab : nullptr, rubric_problems);
  std::string message;
  for (const auto* problems : {&lab_problems, &rule_problems, &rubric_problems}) {
    if (problems->empty()) continue;
    if (!message.empty()) message += '\n';
    message += problems->to_string();
  }
  if (message.empty()) return lab;
  return core::fail(core::ErrorKind::bad_lab, message);
}

core::Result<core::Rubric> load_rubric(const std::filesystem::path& file, const core::LabSpec& lab) {
  Diagnostics problems(file);
  core::Rubric rubric = read_rubric_file(file, &lab, problems);
  if (!problems.empty()) return core::fail(core::ErrorKind::bad_lab, problems.to_string());
  return rubric;
}

}  // namespace assay::spec
