#include "sandbox/cgroup_mounts.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "sandbox/cgroup_files.hpp"
#include "sandbox/cgroup_io.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

/// One cgroup line of mountinfo.
struct Mount {
  std::string root;   ///< the folder of the hierarchy that the mount shows
  std::string point;
  bool version2 = false;
  std::vector<std::string> options;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::vector<Mount> parse_mountinfo(const std::string& text) {
  std::vector<Mount> mounts;
  for (const auto& line : split(text, '\n')) {
    const auto fields = split(line, ' ');
    const auto dash = std::ranges::find(fields, "-");
    if (fields.size() < 7 || fields.end() - dash < 4) continue;
    if (dash[1] != "cgroup" && dash[1] != "cgroup2") continue;
    mounts.push_back({fields[3], fields[4], dash[1] == "cgroup2", split(dash[3], ',')});
  }
  return mounts;
}

/// From controller to our own path in its hierarchy; "" stands for version 2.
std::map<std::string, std::string> parse_own_cgroups(const std::string& text) {
  std::map<std::string, std::string> own;
  for (const auto& line : split(text, '\n')) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string path = line.substr(second + 1);
    const auto names = split(line.substr(first + 1, second - first - 1), ',');
    if (names.empty()) own[""] = path;
    for (const auto& name : names) own[name] = path;
  }
  return own;
}

/// Our own folder as this mount shows it; nothing if it lies outside of what it shows.
std::optional<fs::path> own_folder(const Mount& mount, const std::string& own, const fs::path& root) {
  const fs::path relative = fs::path(own).lexically_relative(mount.root);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  const fs::path point = root / fs::path(mount.point).relative_path();
  const fs::path folder = relative == "." ? point : point / relative;
  return fs::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

}  // namespace

core::Result<CgroupMounts> CgroupMounts::read(const fs::path& root) {
  const auto mountinfo = cgroup_io::read(root / "proc/self/mountinfo");
  if (!mountinfo) return std::unexpected(mountinfo.error());
  const auto own_text = cgroup_io::read(root / "proc/self/cgroup");
  if (!own_text) return std::unexpected(own_text.error());
  const auto own = parse_own_cgroups(*own_text);

  CgroupMounts found;
  for (const auto& mount : parse_mountinfo(*mountinfo)) {
    if (mount.version2) {
      const auto path = own.find("");
      const fs::path top = root / fs::path(mount.point).relative_path();
      const auto controllers = cgroup_io::read(top / cgroup_files::v2::controllers);
      if (path == own.end() || !controllers) continue;
      if (found.version2_ && (found.version2_->own || !own_folder(mount, path->second, root))) continue;
      found.version2_ = Version2{top, own_folder(mount, path->second, root), path->second, *controllers};
      continue;
    }
    for (const auto& option : mount.options) {
      const auto path = own.find(option);
      if (path == own.end() || found.version1(option)) continue;
      if (auto folder = own_folder(mount, path->second, root)) found.version1_.push_back({option, *folder});
    }
  }
  return found;
}

std::optional<fs::path> CgroupMounts::version1(std::string_view controller) const {
  const auto found = std::ranges::find(version1_, controller, &Folder::controller);
  return found == version1_.end() ? std::nullopt : std::optional(found->own);
}

}  // namespace assay::sandbox
