#include "sandbox/cgroup_layout.hpp"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "sandbox/cgroup_files.hpp"
#include "sandbox/cgroup_io.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

/// One cgroup line of mountinfo; see proc(5).
struct CgroupMount {
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

std::vector<CgroupMount> parse_mountinfo(const std::string& text) {
  std::vector<CgroupMount> mounts;
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
std::optional<fs::path> own_folder(const CgroupMount& mount, const std::string& own, const fs::path& root) {
  const fs::path point = root / fs::path(mount.point).relative_path();
  const fs::path relative = fs::path(own).lexically_relative(mount.root);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative == "." ? point : point / relative;
}

std::optional<fs::path> find_v1(const std::vector<CgroupMount>& mounts,
                                const std::map<std::string, std::string>& own,
                                const std::string& controller, const fs::path& root) {
  const auto path = own.find(controller);
  if (path == own.end()) return std::nullopt;
  for (const auto& mount : mounts) {
    if (mount.version2 || std::ranges::find(mount.options, controller) == mount.options.end()) continue;
    if (const auto folder = own_folder(mount, path->second, root); folder && fs::is_directory(*folder)) return folder;
  }
  return std::nullopt;
}

bool passes_on(const fs::path& folder) {
  const auto text = cgroup_io::read(folder / cgroup_files::v2::subtree_control);
  return text && cgroup_io::has_word(*text, "memory") && cgroup_io::has_word(*text, "pids");
}

bool pass_on(const fs::path& folder) {
  return passes_on(folder) ||
         (cgroup_io::write(folder / cgroup_files::v2::subtree_control, "+memory +pids") && passes_on(folder));
}

bool alone_in(const fs::path& folder) {
  const auto text = cgroup_io::read(folder / cgroup_files::members);
  return text && split(*text, '\n') == std::vector<std::string>{std::to_string(getpid())};
}

/// The usual way out of "no internal processes": the process becomes a leaf.
bool move_to_leaf(const fs::path& own) {
  const fs::path leaf = own / "assay-grader";
  std::error_code error;
  fs::create_directory(leaf, error);
  return !error && cgroup_io::write(leaf / cgroup_files::members, std::to_string(getpid()));
}

core::Result<std::optional<CgroupLayout>> find_v2(const std::vector<CgroupMount>& mounts,
                                                  const std::map<std::string, std::string>& own,
                                                  const fs::path& root) {
  const auto path = own.find("");
  if (path == own.end()) return std::nullopt;
  for (const auto& mount : mounts) {
    if (!mount.version2) continue;
    const fs::path top = root / fs::path(mount.point).relative_path();
    const auto controllers = cgroup_io::read(top / cgroup_files::v2::controllers);
    if (!controllers || !cgroup_io::has_word(*controllers, "memory") || !cgroup_io::has_word(*controllers, "pids")) continue;
    const auto folder = own_folder(mount, path->second, root);
    if (!folder) continue;
    const auto base = find_v2_base(*folder, top);
    if (!base) return std::unexpected(base.error());
    return CgroupLayout{2, *base, *base, *base};
  }
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> CgroupLayout::folders() const {
  std::vector<fs::path> distinct{memory};
  for (const auto& folder : {processes, cpu}) {
    if (std::ranges::find(distinct, folder) == distinct.end()) distinct.push_back(folder);
  }
  return distinct;
}

core::Result<fs::path> find_v2_base(const fs::path& own, const fs::path& top) {
  if (pass_on(own)) return own;
  if (alone_in(own) && move_to_leaf(own) && pass_on(own)) return own;
  if (own != top && passes_on(own.parent_path()) && access(own.parent_path().c_str(), W_OK) == 0) {
    return own.parent_path();
  }
  return core::fail(core::ErrorKind::infrastructure,
                    "the cgroup " + own.string() + " cannot limit children of its own (memory and pids); run under "
                    "`systemd-run --scope -p Delegate=yes`, with --user where you are not root");
}

core::Result<CgroupLayout> find_cgroup_layout(const fs::path& root) {
  const auto mountinfo = cgroup_io::read(root / "proc/self/mountinfo");
  if (!mountinfo) return std::unexpected(mountinfo.error());
  const auto own_text = cgroup_io::read(root / "proc/self/cgroup");
  if (!own_text) return std::unexpected(own_text.error());
  const auto mounts = parse_mountinfo(*mountinfo);
  const auto own = parse_own_cgroups(*own_text);

  const auto version2 = find_v2(mounts, own, root);
  if (!version2) return std::unexpected(version2.error());
  if (*version2) return **version2;

  CgroupLayout layout{.version = 1};
  const std::pair<const char*, fs::path CgroupLayout::*> wanted[] = {
      {"memory", &CgroupLayout::memory}, {"pids", &CgroupLayout::processes}, {"cpuacct", &CgroupLayout::cpu}};
  for (const auto& [controller, member] : wanted) {
    const auto folder = find_v1(mounts, own, controller, root);
    if (!folder) {
      return core::fail(core::ErrorKind::infrastructure,
                        std::string("no cgroup with the ") + controller +
                            " controller is mounted; mount cgroup2 on /sys/fs/cgroup, or enable the controller "
                            "at boot (cgroup_enable=" + controller + ")");
    }
    layout.*member = *folder;
  }
  return layout;
}

}  // namespace assay::sandbox
