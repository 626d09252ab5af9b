#include "judge/prepare.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <set>
#include <system_error>
#include <vector>

#include "util/file.hpp"
#include "util/file_lock.hpp"
#include "util/installation.hpp"
#include "util/process.hpp"
#include "util/sha256.hpp"

namespace assay::judge {
namespace {

namespace fs = std::filesystem;

constexpr core::Duration longest_build = std::chrono::minutes(10);
constexpr const char* finished_mark = "complete";

// Our own libraries are part of what is linked; their time and size stand for their
// content, as they do for a build tool.
core::Result<void> add_libraries(util::Sha256& hash) {
  const fs::path folder = util::program_folder().parent_path() / "lib";
  std::set<fs::path> libraries{folder / "libassay_kit_judge.a", folder / "libassay_sandbox.a", folder / "libassay_core.a",
                               folder / "libassay_util.a"};
  std::error_code problem;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
    if (entry->path().filename().string().starts_with("libassay_kit_")) libraries.insert(entry->path());
  }
  if (problem) return core::fail_errno("looking for Assay's libraries in " + folder.string(), problem.value());
  for (const fs::path& library : libraries) {
    struct stat status{};
    if (::stat(library.c_str(), &status) != 0) return core::fail_errno("finding " + library.string(), errno);
    hash.add_field(library.string());
    hash.add_field(std::to_string(status.st_size));
    hash.add_field(std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec));
  }
  return {};
}

core::Result<std::string> kit_stamp() {
  util::Sha256 hash;
  if (auto added = add_libraries(hash); !added) return std::unexpected(added.error());
  // The kit's headers and the host's sources are compiled into the lab's programs.
  std::set<fs::path> files;
  const fs::path kit = fs::canonical(util::share_folder() / "kit");
  for (const auto& entry : fs::recursive_directory_iterator(kit)) {
    if (entry.is_regular_file()) files.insert(entry.path());
  }
  for (const auto& file : files) {
    auto content = util::read_file(file);
    if (!content) return std::unexpected(content.error());
    hash.add_field(file.lexically_relative(kit).string());
    hash.add_field(*content);
  }
  return hash.finish();
}

core::LabPrograms programs_in(const core::LabSpec& lab, const fs::path& folder) {
  core::LabPrograms programs;
  programs.folder = folder;
  for (const auto& suite : lab.suites) programs.judges[suite.id] = folder / ("judge-" + suite.id);
  for (const auto& program : lab.programs) {
    programs.host_libraries[program.id] = folder / ("libsubject_host-" + program.id + ".a");
  }
  return programs;
}

core::Result<void> run_tool(const std::string& what, const std::string& tool, std::vector<std::string> arguments,
                            std::stop_token stop) {
  auto ran = util::run_process({.program = tool, .arguments = std::move(arguments), .wall = longest_build,
                                .environment = {}, .on_line = {}}, std::move(stop));
  if (!ran) return core::within(what, ran.error());
  if (ran->exit_code != 0) return core::fail(core::ErrorKind::bad_lab, what + " failed:\n" + ran->output);
  return {};
}

// "virtual|host|none;races|storm|thread|client", a CMake list.
std::string hosts_of(const core::LabSpec& lab) {
  std::string list;
  for (const auto& program : lab.programs) {
    list += (list.empty() ? "" : ";") + program.id + "|" + program.host + "|" +
            (program.sanitizer == core::Sanitizer::thread ? "thread" : "none");
    for (const auto& folder : program.sources) list += "|" + folder;
  }
  return list;
}

// "curl;ssl", a CMake list.
std::string libraries_of(const core::LabSpec& lab) {
  std::set<std::string> libraries;
  for (const auto& program : lab.programs) libraries.insert(program.link.begin(), program.link.end());
  std::string list;
  for (const auto& library : libraries) list += (list.empty() ? "" : ";") + library;
  return list;
}

core::Result<void> build_in(const core::LabSpec& lab, const fs::path& folder, const std::stop_token& stop) {
  const auto setting = [](const std::string& name, const fs::path& value) { return "-D" + name + "=" + value.string(); };
  const fs::path share = util::share_folder();
  if (auto configured = run_tool("configuring the judge of lab " + lab.id, "cmake",
                                 {"-S", (share / "kit/judge_project").string(), "-B", folder.string(), "-G", "Ninja",
                                  "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O1",
                                  setting("ASSAY_LAB", fs::absolute(lab.directory)), setting("ASSAY_SHARE", share),
                                  "-DASSAY_HOSTS=" + hosts_of(lab), "-DASSAY_LINK=" + libraries_of(lab)},
                                 stop);
      !configured) {
    return configured;
  }
  // Ninja itself and not `cmake --build`: it is what must die with us.
  return run_tool("building the judge of lab " + lab.id, "ninja", {"-C", folder.string()}, stop);
}

}  // namespace

core::Result<core::LabPrograms> prepare_lab(const core::LabSpec& lab, const std::string& lab_digest,
                                            const fs::path& cache, std::stop_token stop) {
  auto stamp = kit_stamp();
  if (!stamp) return std::unexpected(stamp.error());
  const fs::path folder = cache / "labs" / (lab.id + "-" + util::sha256(lab_digest + *stamp).substr(0, 16));
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return core::fail_errno("making " + folder.string(), problem.value());
  auto held = util::lock_file(fs::path(folder).concat(".lock"));
  if (!held) return std::unexpected(held.error());
  if (!fs::exists(folder / finished_mark)) {
    if (auto built = build_in(lab, folder, stop); !built) return std::unexpected(built.error());
    if (auto marked = util::write_file(folder / finished_mark, ""); !marked) return std::unexpected(marked.error());
  }
  return programs_in(lab, folder);
}

}  // namespace assay::judge
