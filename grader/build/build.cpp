#include "build/build.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "build/build_run.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"

namespace assay::build {
namespace {

namespace fs = std::filesystem;

constexpr core::Bytes largest_program{std::uint64_t{256} << 20};
constexpr core::Bytes largest_shared_library{std::uint64_t{64} << 20};
constexpr std::size_t most_shared_libraries = 16;
constexpr core::Bytes largest_database{std::uint64_t{4} << 20};
constexpr std::size_t most_results = 10000;
constexpr std::size_t log_kept = 16 * 1024;

std::string variant_name(core::Sanitizer sanitizer) {
  return sanitizer == core::Sanitizer::thread ? "ThreadSanitizer" : "";
}


// What of ours the build needs. Without it every submission would seem to be at fault.
core::Result<void> check_own_files(const BuildRequest& request) {
  const fs::path project = project_folder();
  std::vector<fs::path> files{project / "inject.cmake", project / "no_downloads.cmake", project / "subject.cmake",
                              project / "shared_libraries.cmake"};
  for (const auto& [program, library] : request.host_libraries) files.push_back(library);
  for (const fs::path& file : files) {
    std::error_code problem;
    if (!fs::is_regular_file(file, problem)) {
      return core::fail(core::ErrorKind::infrastructure, "Assay's own file " + file.string() + " is missing");
    }
  }
  return {};
}

// Where a student's only CMakeLists.txt lies deeper, the message says how to mend it.
std::optional<core::BuildFinished> missing_build_file(const BuildRequest& request) {
  std::error_code problem;
  if (fs::exists(request.submission / "CMakeLists.txt", problem)) return std::nullopt;
  core::BuildFinished facts;
  facts.variant = variant_name(request.sanitizer);
  facts.status = core::BuildStatus::failed;
  facts.step = "configure";
  facts.message = "the submission has no CMakeLists.txt in its topmost folder; it must be there, and declare the library target '" +
                  request.target + "' with add_library(" + request.target + " …)";
  return facts;
}

std::string end_of(std::string log) {
  if (log.size() <= log_kept) return log;
  return "[earlier output is left out]\n" + log.substr(log.size() - log_kept);
}

void add(core::BuildFinished& facts, const std::string& step, const sandbox::Outcome& outcome) {
  facts.step = step;
  facts.log = end_of(outcome.out + outcome.err);
  facts.wall += outcome.usage.wall;
  facts.cpu += outcome.usage.cpu;
  facts.peak_memory = std::max(facts.peak_memory, outcome.usage.peak_memory);
  if (outcome.end == sandbox::End::exited && outcome.exit_code == 0) {
    facts.status = core::BuildStatus::succeeded;
    facts.message = "built";
  } else if (outcome.end == sandbox::End::exited) {
    facts.status = core::BuildStatus::failed;
    facts.message = step == "configure" ? "CMake could not configure the submission" : "the submission does not compile or link";
  } else {
    facts.status = core::BuildStatus::limit;
    facts.message = "the " + step + " step " + sandbox::describe(outcome);
  }
}

core::Result<void> write_executable(const fs::path& path, const std::string& content) {
  if (auto written = util::write_file(path, content); !written) return written;
  std::error_code problem;
  fs::permissions(path, fs::perms::owner_all | fs::perms::group_exec | fs::perms::group_read |
                            fs::perms::others_exec | fs::perms::others_read, problem);
  if (problem) return core::fail_errno("making " + path.string() + " executable", problem.value());
  return {};
}

// Those that the program may need where it runs. What is no regular file, or is too
// large, is left behind: then the program says itself what it lacks.
core::Result<void> take_shared_libraries(const util::Fd& built, const fs::path& folder) {
  const auto names = util::list_folder_beneath(built.get(), "out", most_results);
  if (!names) return {};
  std::size_t taken = 0;
  for (const fs::path name : *names) {
    if (name.extension() != ".so") continue;
    auto library = util::read_file_beneath(built.get(), "out" / name, largest_shared_library);
    if (!library) continue;
    if (++taken > most_shared_libraries) break;
    if (auto written = write_executable(folder / name, *library); !written) return written;
  }
  return {};
}

// Takes one program out of the box into a folder of ours, without following what the
// build may have put in its way; false where there is none.
core::Result<bool> take_program(const util::Fd& built, const std::string& name, const fs::path& folder) {
  auto program = util::read_file_beneath(built.get(), "out/subject-" + name, largest_program);
  if (!program) return false;
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return core::fail_errno("making " + folder.string(), problem.value());
  if (auto written = write_executable(folder / "subject", *program); !written) return std::unexpected(written.error());
  if (auto taken = take_shared_libraries(built, folder); !taken) return std::unexpected(taken.error());
  return true;
}

core::Result<void> take_results(const BuildRequest& request, const util::Fd& built, core::BuildOutcome& outcome) {
  for (const auto& [program, library] : request.host_libraries) {
    const fs::path folder = request.workspace / "subjects" / program;
    auto taken = take_program(built, program, folder);
    if (!taken) return std::unexpected(taken.error());
    if (!*taken) {
      outcome.facts.status = core::BuildStatus::no_subject;
      outcome.facts.message = "the build ended well but left no program";
      return {};
    }
    outcome.subject_folders[program] = folder;
  }
  if (request.sanitizer != core::Sanitizer::none) return {};
  if (auto database = util::read_file_beneath(built.get(), "compile_commands.json", largest_database)) {
    const fs::path copy = request.workspace / "compile_commands.json";
    if (auto written = util::write_file(copy, *database); !written) return written;
    outcome.compile_commands = copy;
  }
  return {};
}

}  // namespace

BuildRequest request_for(const core::LabSpec& lab, core::Sanitizer sanitizer, const std::set<std::string>& programs,
                         const std::map<std::string, fs::path>& host_libraries) {
  BuildRequest request;
  request.target = lab.target;
  request.sanitizer = sanitizer;
  request.limits = lab.build;
  for (const auto& program : lab.programs) {
    if (program.sanitizer != sanitizer || !programs.contains(program.id)) continue;
    request.host_libraries[program.id] = host_libraries.at(program.id);
    request.link[program.id] = program.link;
  }
  return request;
}

// Only a folder of ours is changed: whatever the submission has at the contract's place,
// be it a link, makes way.
core::Result<void> lay_contract_over(const core::LabSpec& lab, const fs::path& submission) {
  std::error_code problem;
  const fs::path place = submission / lab.contract_directory;
  fs::remove_all(place, problem);
  if (!problem) fs::copy(lab.contract(), place, fs::copy_options::recursive, problem);
  if (problem) return core::fail_errno("laying the lab's contract over the submission", problem.value());
  return {};
}

core::Result<core::BuildOutcome> build(const BuildRequest& request, std::stop_token stop) {
  const std::string attempt = "building the submission";
  if (auto there = check_own_files(request); !there) return core::within(attempt, there.error());
  if (auto missing = missing_build_file(request)) {
    return core::BuildOutcome{.facts = std::move(*missing), .subject_folders = {}, .compile_commands = {}};
  }
  const auto built = run_build(request, stop);
  if (!built) return core::within(attempt, built.error());
  core::BuildOutcome outcome;
  outcome.facts.variant = variant_name(request.sanitizer);
  for (const auto& step : built->steps) add(outcome.facts, step.name, step.outcome);
  if (outcome.facts.status != core::BuildStatus::succeeded) return outcome;
  if (auto taken = take_results(request, built->folder, outcome); !taken) return core::within(attempt, taken.error());
  return outcome;
}

}  // namespace assay::build
