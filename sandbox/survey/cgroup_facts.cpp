#include "sandbox/survey/cgroup_facts.hpp"

#include <algorithm>
#include <map>

#include "sandbox/cgroup_files.hpp"

namespace assay::sandbox::survey {
namespace {

namespace files = cgroup_files;

using Mounts = std::vector<MountEntry>;

bool is_cgroup(const MountEntry& mount) {
  // A named hierarchy of version 1 is systemd's own, without a controller.
  return mount.type == "cgroup2" || (mount.type == "cgroup" && std::ranges::none_of(mount.options, [](const auto& option) {
                                       return option.starts_with("name=");
                                     }));
}

/// Every cgroup has its list of members; a folder without one is what was mounted over it.
bool is_visible(const Tree& tree, const MountEntry& mount) {
  return tree.has((std::filesystem::path(mount.point) / files::members).string());
}

/// Our paths, by controller; "" is version 2's.
std::map<std::string, std::string> own_paths(const Tree& tree) {
  std::map<std::string, std::string> paths;
  for (const auto& line : tree.lines("/proc/self/cgroup")) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == line.npos || second == line.npos) continue;
    const auto names = split(std::string_view(line).substr(first + 1, second - first - 1), ",");
    if (names.empty()) paths[""] = line.substr(second + 1);
    for (const auto& name : names) paths[name] = line.substr(second + 1);
  }
  return paths;
}

/// Our folder as this mount shows it; its top where ours lies outside of what it shows.
std::filesystem::path shown_at(const MountEntry& mount, const std::string& path) {
  const auto relative = std::filesystem::path(path).lexically_relative(mount.root);
  if (relative.empty() || relative == "." || *relative.begin() == "..") return mount.point;
  return mount.point / relative;
}

std::set<std::string> words_in(const Tree& tree, const std::filesystem::path& file) {
  const auto words = split(tree.text(file.string()), " \n");
  return {words.begin(), words.end()};
}

void describe_v2(const Tree& tree, const MountEntry& mount, const std::string& path, Cgroups& cgroups) {
  cgroups.own = shown_at(mount, path);
  cgroups.read_only = mount.read_only;
  cgroups.at_top = cgroups.own == mount.point;
  cgroups.controllers = words_in(tree, cgroups.own / files::v2::controllers);
  cgroups.controllers_at_top = words_in(tree, std::filesystem::path(mount.point) / files::v2::controllers);
}

/// Each controller's mount; `own` is the memory controller's.
void describe_v1(const Mounts& mounts, const std::map<std::string, std::string>& paths, Cgroups& cgroups) {
  for (const char* controller : {"memory", "pids", "cpuacct"}) {
    const auto mount = std::ranges::find_if(mounts, [&](const MountEntry& entry) {
      return entry.type == "cgroup" && std::ranges::find(entry.options, controller) != entry.options.end();
    });
    if (mount == mounts.end()) continue;
    cgroups.controllers.insert(controller);
    cgroups.read_only = cgroups.read_only || mount->read_only;
    if (controller != std::string_view("memory")) continue;
    const auto path = paths.find(controller);
    cgroups.own = shown_at(*mount, path == paths.end() ? "/" : path->second);
    cgroups.at_top = cgroups.own == mount->point;
  }
}

/// The last column of /proc/cgroups.
std::set<std::string> find_disabled(const Tree& tree) {
  std::set<std::string> disabled;
  for (const auto& line : tree.lines("/proc/cgroups")) {
    const auto fields = split(line, " \t");
    if (fields.size() == 4 && fields[3] == "0") disabled.insert(fields[0]);
  }
  return disabled;
}

}  // namespace

Cgroups find_cgroups(const Tree& tree) {
  Cgroups cgroups;
  cgroups.disabled = find_disabled(tree);
  cgroups.swap_in_use = tree.lines("/proc/swaps").size() > 1;
  auto mounts = tree.mounts();
  std::erase_if(mounts, [](const MountEntry& mount) { return !is_cgroup(mount); });
  const auto hidden = std::erase_if(mounts, [&](const MountEntry& mount) { return !is_visible(tree, mount); });
  cgroups.covered = mounts.empty() && hidden > 0;
  if (mounts.empty()) return cgroups;
  const auto paths = own_paths(tree);
  const auto v2 = std::ranges::find(mounts, "cgroup2", &MountEntry::type);
  const bool has_v1 = std::ranges::find(mounts, "cgroup", &MountEntry::type) != mounts.end();
  if (has_v1) {
    cgroups.version = v2 == mounts.end() ? CgroupVersion::v1 : CgroupVersion::hybrid;
    describe_v1(mounts, paths, cgroups);
  } else {
    cgroups.version = CgroupVersion::v2;
    const auto path = paths.find("");
    describe_v2(tree, *v2, path == paths.end() ? "/" : path->second, cgroups);
  }
  return cgroups;
}

}  // namespace assay::sandbox::survey
