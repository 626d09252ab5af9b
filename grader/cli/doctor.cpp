#include "cli/doctor.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/exit_codes.hpp"
#include "cli/lab_lookup.hpp"
#include "evidence/location.hpp"
#include "sandbox/runner.hpp"
#include "util/installation.hpp"
#include "util/process.hpp"

namespace assay::cli {
namespace {

struct Diagnosis {
  std::string what;
  bool well = false;
  std::string found;   ///< a version, a path, or what is wrong
  std::string remedy;  ///< a command, where it is not well
};

Diagnosis tool(const std::string& program, const std::string& package) {
  auto ran = util::run_process({.program = program, .arguments = {"--version"}, .wall = std::chrono::seconds(20),
                                .environment = {}, .on_line = {}}, {});
  Diagnosis diagnosis{program, false, {}, "apt-get install " + package};
  if (!ran) {
    diagnosis.found = ran.error().message;
  } else {
    diagnosis.well = ran->exit_code == 0;
    diagnosis.found = ran->output.substr(0, ran->output.find('\n'));
  }
  return diagnosis;
}

Diagnosis own_file(const std::string& what, const std::filesystem::path& path) {
  const bool there = std::filesystem::exists(path);
  return {what, there, there ? path.string() : path.string() + " is missing", "./dev build"};
}

Diagnosis sandbox_works() {
  auto isolation = sandbox::probe();
  if (isolation) return {"sandbox", true, *isolation, {}};
  // The error itself ends with the mending command.
  return {"sandbox", false, isolation.error().message, {}};
}

Diagnosis folder(const std::string& what, const core::Result<std::filesystem::path>& path) {
  if (!path) return {what, false, path.error().message, "export HOME=/path/to/your/home"};
  const bool writable = ::access(path->c_str(), W_OK) == 0;
  return {what, writable, path->string() + (writable ? "" : " cannot be written"), "chown it, or set XDG_STATE_HOME and XDG_CACHE_HOME"};
}

core::Result<std::filesystem::path> evidence_folder() {
  auto file = evidence::default_location();
  if (!file) return file;
  // Made by the first grading; until then the nearest folder above is what counts.
  std::filesystem::path path = file->parent_path();
  while (!std::filesystem::exists(path)) path = path.parent_path();
  return path;
}

std::vector<Diagnosis> examine() {
  std::vector<Diagnosis> all{sandbox_works(),
                             tool("bwrap", "bubblewrap"),
                             tool("g++", "g++"),
                             tool("cmake", "cmake"),
                             tool("ninja", "ninja-build"),
                             own_file("checks", util::program_folder() / "assay-checks"),
                             own_file("kit", util::share_folder() / "AssayKitTargets.cmake"),
                             folder("cache", util::cache_folder()),
                             folder("evidence", evidence_folder())};
  for (const auto& path : bundled_labs()) {
    auto lab = find_lab(path.string());
    all.push_back({"lab " + path.filename().string(), lab.has_value(), lab ? lab->version : lab.error().message, {}});
  }
  return all;
}

ExitCode run() {
  utsname system{};
  if (::uname(&system) == 0) {
    std::cout << system.sysname << ' ' << system.release << ", " << (::geteuid() == 0 ? "as root" : "as an ordinary user") << "\n\n";
  }
  bool well = true;
  for (const auto& diagnosis : examine()) {
    well = well && diagnosis.well;
    std::cout << (diagnosis.well ? "  ok       " : "  MISSING  ") << std::left << std::setw(22) << diagnosis.what << diagnosis.found << '\n';
    if (!diagnosis.well && !diagnosis.remedy.empty()) std::cout << "           mend it with: " << diagnosis.remedy << '\n';
  }
  std::cout << (well ? "\nReady to grade.\n" : "\nNot ready to grade.\n");
  return well ? exit_graded : exit_could_not_grade;
}

}  // namespace

CLI::App* add_doctor(CLI::App& parent, int& exit_code) {
  CLI::App* app = parent.add_subcommand("doctor", "What is present, what is missing, and the command that mends it");
  app->callback([&exit_code] { exit_code = run(); });
  return app;
}

}  // namespace assay::cli
