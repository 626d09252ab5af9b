#include "baseline.hpp"

#include <set>
#include <system_error>

#include "build/build.hpp"
#include "util/file.hpp"
#include "util/file_lock.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr const char* finished_mark = "complete";

core::Result<void> build_in(const core::LabSpec& lab, const core::LabPrograms& programs, const fs::path& folder,
                            const std::stop_token& stop) {
  const fs::path submission = folder / "submission";
  std::error_code problem;
  fs::remove_all(folder, problem);  // what an earlier grader did not finish
  if (!problem) fs::create_directories(folder, problem);
  if (!problem) fs::copy(lab.baseline(), submission, fs::copy_options::recursive, problem);
  if (problem) return core::fail_errno("copying the lab's reference", problem.value());
  if (auto laid = build::lay_contract_over(lab, submission); !laid) return laid;
  std::set<std::string> compared;
  for (const auto& suite : lab.suites) {
    if (suite.baseline) compared.insert(suite.program);
  }
  auto request = build::request_for(lab, core::Sanitizer::none, compared, programs.host_libraries);
  request.submission = submission;
  request.workspace = folder;
  auto built = build::build(request, stop);
  if (!built) return core::within("the lab's reference", built.error());
  if (built->facts.status != core::BuildStatus::succeeded) {
    return core::fail(core::ErrorKind::bad_lab,
                      "the lab's reference: " + built->facts.message + ":\n" + built->facts.log);
  }
  return util::write_file(folder / finished_mark, "");
}

}  // namespace

core::Result<std::map<std::string, fs::path>> baseline_programs(const core::LabSpec& lab,
                                                                const core::LabPrograms& programs,
                                                                std::stop_token stop) {
  const fs::path folder = programs.folder / "baseline";
  auto held = util::lock_file(fs::path(folder).concat(".lock"));
  if (!held) return std::unexpected(held.error());
  if (!fs::exists(folder / finished_mark)) {
    if (auto built = build_in(lab, programs, folder, stop); !built) return std::unexpected(built.error());
  }
  std::map<std::string, fs::path> folders;
  for (const auto& suite : lab.suites) {
    if (suite.baseline) folders[suite.program] = folder / "subjects" / suite.program;
  }
  return folders;
}

}  // namespace assay
