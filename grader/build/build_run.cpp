#include "build/build_run.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include "sandbox/identity.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/stage_limits.hpp"
#include "util/installation.hpp"

namespace assay::build {
namespace {

namespace fs = std::filesystem;

constexpr const char* folder_in_the_box = "/build";

// Where the build sees what it is given.
struct Places {
  fs::path submission, project, build;
  std::map<std::string, fs::path> hosts;  ///< by program
};

core::Result<Places> places_of(const BuildRequest& request) {
  auto submission = sandbox::path_inside(request.submission, "/submission");
  if (!submission) return std::unexpected(submission.error());
  auto project = sandbox::path_inside(project_folder(), "/assay/project");
  if (!project) return std::unexpected(project.error());
  Places places{std::move(*submission), std::move(*project), folder_in_the_box, {}};
  for (const auto& [program, library] : request.host_libraries) {
    auto host = sandbox::path_inside(library, "/assay/hosts/libsubject_host-" + program + ".a");
    if (!host) return std::unexpected(host.error());
    places.hosts[program] = std::move(*host);
  }
  return places;
}

sandbox::Policy policy_for(const BuildRequest& request, const Places& places) {
  sandbox::Policy policy;
  policy.mounts = {{request.submission, places.submission, false}, {project_folder(), places.project, false}};
  for (const auto& [program, library] : request.host_libraries) {
    policy.mounts.push_back({library, places.hosts.at(program), false});
  }
  policy.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8"};
  policy.working_directory = places.build;
  policy.limits = sandbox::limits_of(request.limits);
  return policy;
}

std::vector<std::string> configure_command(const BuildRequest& request, const Places& places) {
  std::string programs;
  for (const auto& [program, library] : request.host_libraries) programs += (programs.empty() ? "" : ";") + program;
  std::vector<std::string> words{"/usr/bin/cmake", "-S", places.submission.string(), "-B", places.build.string(), "-G", "Ninja",
          "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DBUILD_TESTING=OFF",
          // The compiler is the lab's own and known to work; a probe of it costs a second.
          "-DCMAKE_CXX_COMPILER=/usr/bin/g++", "-DCMAKE_CXX_COMPILER_WORKS=1",
          "-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES=" + (places.project / "inject.cmake").string(), "-DASSAY_TARGET=" + request.target,
          "-DASSAY_HOSTS=" + programs};
  for (const auto& [program, host] : places.hosts) words.push_back("-DASSAY_HOST_" + program + "=" + host.string());
  for (const auto& [program, libraries] : request.link) {
    std::string list;
    for (const auto& library : libraries) list += (list.empty() ? "-l" : ";-l") + library;
    words.push_back("-DASSAY_LINK_" + program + "=" + list);
  }
  if (request.sanitizer == core::Sanitizer::thread) words.emplace_back("-DASSAY_SANITIZER=thread");
  return words;
}

std::vector<std::string> build_command(const Places& places) {
  const unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  return {"/usr/bin/cmake", "--build", places.build.string(), "--target", "assay_subjects", "-j", std::to_string(jobs)};
}

// In the box's own files, which nothing of the host is part of, and in one run.
core::Result<BuildRun> run_in_full(const BuildRequest& request, const Places& places, const std::stop_token& stop) {
  auto policy = policy_for(request, places);
  policy.folders = {folder_in_the_box};
  auto run = sandbox::Run::start(policy, {.arguments = configure_command(request, places), .then = {build_command(places)}});
  if (!run) return std::unexpected(run.error());
  auto outcome = sandbox::wait_or_stop(*run, stop);
  if (!outcome) return std::unexpected(outcome.error());
  auto folder = run->open_folder(folder_in_the_box);
  if (!folder) return std::unexpected(folder.error());
  BuildRun built;
  built.steps.push_back({outcome->command == 0 ? "configure" : "build", std::move(*outcome)});
  built.folder = std::move(*folder);
  built.boxes.push_back(std::move(*run));
  return built;
}

// In a folder of ours, which every step's run may write.
core::Result<BuildRun> run_in_reduced(const BuildRequest& request, Places places, const std::stop_token& stop) {
  const fs::path folder = request.workspace / (request.sanitizer == core::Sanitizer::thread ? "build-thread" : "build");
  std::error_code problem;
  fs::create_directory(folder, problem);
  if (problem) return core::fail_errno("making " + folder.string(), problem.value());
  if (auto owned = sandbox::prepare_writable(folder); !owned) return std::unexpected(owned.error());
  auto place = sandbox::writable_path_inside(folder, folder_in_the_box);
  if (!place) return std::unexpected(place.error());
  places.build = std::move(*place);
  auto policy = policy_for(request, places);
  policy.mounts.push_back({folder, places.build, true});
  BuildRun built;
  for (const auto& [name, command] : {std::pair{"configure", configure_command(request, places)}, {"build", build_command(places)}}) {
    auto outcome = sandbox::run(policy, {.arguments = command}, stop);
    if (!outcome) return std::unexpected(outcome.error());
    const bool well = outcome->end == sandbox::End::exited && outcome->exit_code == 0;
    built.steps.push_back({name, std::move(*outcome)});
    if (!well) return built;
  }
  built.folder = util::Fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!built.folder) return core::fail_errno("opening " + folder.string(), errno);
  return built;
}

}  // namespace

fs::path project_folder() { return util::share_folder() / "kit" / "subject_project"; }

core::Result<BuildRun> run_build(const BuildRequest& request, const std::stop_token& stop) {
  const auto isolation = sandbox::isolation();
  if (!isolation) return std::unexpected(isolation.error());
  auto places = places_of(request);
  if (!places) return std::unexpected(places.error());
  return *isolation == sandbox::Isolation::full ? run_in_full(request, *places, stop)
                                                : run_in_reduced(request, std::move(*places), stop);
}

}  // namespace assay::build
