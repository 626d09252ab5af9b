#include "sandbox/reduced/view.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "sandbox/reduced/copies.hpp"
#include "sandbox/reduced/machine.hpp"
#include "sandbox/reduced/users.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::reduced {

namespace fs = std::filesystem;

namespace {

using protocol::Right;

/// The first folder above `path` that other users cannot walk through; empty where there is none.
core::Result<fs::path> private_folder_above(const fs::path& path) {
  for (fs::path folder = path.parent_path();; folder = folder.parent_path()) {
    struct stat info {};
    if (stat(folder.c_str(), &info) != 0) return core::fail_errno("looking at " + folder.string(), errno);
    if ((info.st_mode & S_IXOTH) == 0) return folder;
    if (folder == folder.root_path()) return fs::path();
  }
}

core::Result<fs::path> without_links(const fs::path& host) {
  std::error_code problem;
  fs::path canonical = fs::canonical(host, problem);
  if (problem) return core::fail_errno("finding " + host.string(), problem.value());
  return canonical;
}

/// Empty where it is the whole way open to the box's user.
core::Result<fs::path> obstacle_to(const fs::path& canonical) {
  const auto has = machine();
  if (!has) return std::unexpected(has.error());
  if (!has->own_user) return fs::path();
  if (auto opened = open_the_way(canonical); !opened) return std::unexpected(opened.error());
  auto obstacle = private_folder_above(canonical);
  if (!obstacle || !obstacle->empty()) return obstacle;
  struct stat info {};
  if (stat(canonical.c_str(), &info) != 0) return core::fail_errno("looking at " + canonical.string(), errno);
  // What was given to a run's user is for that one to open.
  if (info.st_uid >= RunUser::first && info.st_uid < RunUser::first + RunUser::most) return fs::path();
  const mode_t needed = S_IROTH | (S_ISDIR(info.st_mode) ? S_IXOTH : 0);
  return (info.st_mode & needed) == needed ? fs::path() : canonical;
}

void add_system(std::vector<Grant>& grants) {
  const auto add = [&](Right right, std::initializer_list<const char*> paths) {
    for (const char* path : paths) {
      std::error_code problem;
      if (fs::exists(path, problem)) grants.push_back({right, path});
    }
  };
  // What the full box shows of the host; links lead to where they lead.
  add(Right::read, {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache", "/etc/alternatives"});
  add(Right::device, {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"});
  // Of /proc what says nothing of any process. Its own folder is allowed to the program as it is
  // started (init_rules.hpp).
  add(Right::read, {"/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime", "/proc/version",
                    "/proc/filesystems", "/proc/sys/vm/overcommit_memory", "/proc/sys/vm/mmap_min_addr",
                    "/proc/sys/kernel/pid_max", "/proc/sys/kernel/ngroups_max"});
}

core::Result<void> check_place(const Mount& mount) {
  const auto seen = mount.writable ? path_in_place(mount.host) : path_of(mount.host);
  if (!seen) return std::unexpected(seen.error());
  if (mount.inside.lexically_normal() == *seen) return {};
  return core::fail(core::ErrorKind::infrastructure,
                    "reduced isolation has no mount namespace, so " + mount.host.string() + " is seen as " + seen->string() +
                        " and cannot be shown as " + mount.inside.string());
}

}  // namespace

core::Result<fs::path> path_of(const fs::path& host) {
  const auto canonical = without_links(host);
  if (!canonical) return canonical;
  const auto obstacle = obstacle_to(*canonical);
  if (!obstacle) return obstacle;
  return obstacle->empty() ? *canonical : copy_of(*canonical);
}

core::Result<fs::path> path_in_place(const fs::path& host) {
  const auto canonical = without_links(host);
  if (!canonical) return canonical;
  const auto obstacle = obstacle_to(*canonical);
  if (!obstacle) return obstacle;
  if (obstacle->empty()) return canonical;
  return core::fail(core::ErrorKind::usage, "the box's user has no way to " + canonical->string() + ", as " +
                                                obstacle->string() + " is closed to other users; put it where they may go");
}

core::Result<void> open_the_way(const fs::path& path) {
  for (fs::path folder = path; folder != folder.root_path(); folder = folder.parent_path()) {
    struct stat info {};
    if (!folder.filename().string().starts_with(util::TemporaryDirectory::name_prefix)) continue;
    if (lstat(folder.c_str(), &info) != 0) return core::fail_errno("looking at " + folder.string(), errno);
    if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & S_IXOTH) != 0) continue;
    // To walk through by a name that cannot be guessed, and not to list.
    if (chmod(folder.c_str(), (info.st_mode & 07777) | S_IXGRP | S_IXOTH) != 0) {
      return core::fail_errno("letting the box's user into " + folder.string(), errno);
    }
  }
  return {};
}

core::Result<std::vector<Grant>> grants_of(const Policy& policy, const fs::path& scratch) {
  std::vector<Grant> grants;
  add_system(grants);
  for (const auto& mount : policy.mounts) {
    if (auto checked = check_place(mount); !checked) return std::unexpected(checked.error());
    grants.push_back({mount.writable ? Right::write : Right::read, mount.inside.string()});
  }
  grants.push_back({Right::write, scratch.string()});
  return grants;
}

std::vector<std::string> environment_of(const Policy& policy, const fs::path& scratch) {
  std::vector<std::string> entries;
  bool named = false;
  for (const auto& entry : policy.environment) {
    const auto equals = entry.find('=');
    const bool stands_for_scratch = equals != std::string::npos && std::string_view(entry).substr(equals + 1) == "/tmp";
    entries.push_back(stands_for_scratch ? entry.substr(0, equals + 1) + scratch.string() : entry);
    named = named || entry.starts_with("TMPDIR=");
  }
  if (!named) entries.push_back("TMPDIR=" + scratch.string());
  return entries;
}

fs::path working_directory_of(const Policy& policy, const fs::path& scratch) {
  return policy.working_directory == "/tmp" ? scratch : policy.working_directory;
}

}  // namespace assay::sandbox::reduced
