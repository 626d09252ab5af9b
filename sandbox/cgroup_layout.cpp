#include "sandbox/cgroup_layout.hpp"

#include <algorithm>
#include <utility>

#include "sandbox/cgroup_io.hpp"
#include "sandbox/cgroup_mounts.hpp"
#include "sandbox/cgroup_v2.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

std::unexpected<core::Error> refuse(std::string why) {
  return core::fail(core::ErrorKind::infrastructure, std::move(why));
}

bool in_version2(const CgroupMounts& mounts, const char* controller) {
  return mounts.version2() && cgroup_io::has_word(mounts.version2()->controllers, controller);
}

core::Result<CgroupLayout> find_v2(const CgroupMounts::Version2& version2) {
  if (!version2.own) {
    return refuse("this process's cgroup, " + version2.own_name + ", is not in what " + version2.top.string() +
                  " shows; in a container, start it with a cgroup namespace of its own (--cgroupns=private)");
  }
  auto base = find_v2_base(*version2.own, version2.top);
  if (!base) return std::unexpected(base.error());
  return CgroupLayout{2, base->folder, base->folder, base->folder, base->leaf};
}

/// A box needs one cgroup that has both: its limits are set and its end is read in one place.
core::Result<void> check_for_mix(const CgroupMounts& mounts) {
  for (const auto& [first, second] : {std::pair{"memory", "pids"}, std::pair{"pids", "memory"}}) {
    if (!mounts.version1(first) || !in_version2(mounts, second)) continue;
    return refuse(std::string("the ") + first + " controller is in a cgroup hierarchy of version 1 and the " + second +
                  " controller in that of version 2, and Assay needs both in one; boot with "
                  "systemd.unified_cgroup_hierarchy=1, which puts all of them in version 2");
  }
  return {};
}

std::unexpected<core::Error> refuse_for_want_of(const std::string& controller, const CgroupMounts& mounts) {
  const std::string none = "no cgroup with the " + controller + " controller is mounted";
  const std::string boot = "enable the controller at boot (cgroup_enable=" + controller + ")";
  if (!mounts.version2()) return refuse(none + "; mount cgroup2 on /sys/fs/cgroup, or " + boot);
  const std::string& words = mounts.version2()->controllers;
  return refuse(none + ": version 2's at " + mounts.version2()->top.string() + " has " +
                (words.find_first_not_of(" \n") == std::string::npos ? "none" : words.substr(0, words.find('\n'))) + "; " + boot +
                ", or pass it on to the container that this is");
}

core::Result<CgroupLayout> find_v1(const CgroupMounts& mounts) {
  CgroupLayout layout{.version = 1};
  const std::pair<const char*, fs::path CgroupLayout::*> wanted[] = {
      {"memory", &CgroupLayout::memory}, {"pids", &CgroupLayout::processes}, {"cpuacct", &CgroupLayout::cpu}};
  for (const auto& [controller, member] : wanted) {
    const auto folder = mounts.version1(controller);
    if (!folder) return refuse_for_want_of(controller, mounts);
    layout.*member = *folder;
  }
  return layout;
}

/// Pipes, sockets, page tables and file names in memory are the kernel's own; without them in the
/// count a program takes gigabytes past its limit. kernel-parameters.txt, "cgroup.memory=".
core::Result<void> check_kernel_memory(const fs::path& root) {
  const auto line = cgroup_io::read(root / "proc/cmdline");
  if (!line) return std::unexpected(line.error());
  std::string words = *line;
  std::ranges::replace(words, ',', ' ');
  std::ranges::replace(words, '=', ' ');
  if (!cgroup_io::has_word(words, "nokmem")) return {};
  return refuse("the kernel was booted with cgroup.memory=nokmem, so that what it allocates for a program has no limit; "
                "boot without that");
}

}  // namespace

std::vector<fs::path> CgroupLayout::folders() const {
  std::vector<fs::path> distinct{memory};
  for (const auto& folder : {processes, cpu}) {
    if (std::ranges::find(distinct, folder) == distinct.end()) distinct.push_back(folder);
  }
  return distinct;
}

core::Result<CgroupLayout> find_cgroup_layout(const fs::path& root) {
  if (auto counted = check_kernel_memory(root); !counted) return std::unexpected(counted.error());
  const auto mounts = CgroupMounts::read(root);
  if (!mounts) return std::unexpected(mounts.error());
  if (in_version2(*mounts, "memory") && in_version2(*mounts, "pids")) return find_v2(*mounts->version2());
  if (auto unmixed = check_for_mix(*mounts); !unmixed) return std::unexpected(unmixed.error());
  return find_v1(*mounts);
}

}  // namespace assay::sandbox
