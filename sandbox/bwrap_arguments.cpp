#include "sandbox/bwrap_arguments.hpp"

#include <filesystem>
#include <initializer_list>

#include "sandbox/devices.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

void add(Words& words, std::initializer_list<std::string> more) { words.insert(words.end(), more); }

void add_isolation(Words& words) {
  // Each by name: --unshare-all takes some of them only where it can.
  add(words, {"--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup"});
  add(words, {"--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"});
  add(words, {"--uid", "1000", "--gid", "1000", "--hostname", "box"});
  // For init, which mounts the box's files and then gives both up; they are of the box's user
  // namespace alone.
  add(words, {"--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"});
}

/// /usr, what links into it, and the least of /etc that compilers and the loader need.
void add_system(Words& words) {
  add(words, {"--ro-bind", "/usr", "/usr"});
  for (const fs::path folder : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
    if (fs::is_symlink(folder)) {
      add(words, {"--symlink", fs::read_symlink(folder).string(), folder.string()});
    } else if (fs::is_directory(folder)) {
      add(words, {"--ro-bind", folder.string(), folder.string()});
    }
  }
  for (const std::string file : {"/etc/ld.so.cache", "/etc/alternatives"}) {
    if (fs::exists(file)) add(words, {"--ro-bind", file, file});
  }
}

/// Without bubblewrap's --dev, which brings a terminal multiplexer that no box needs. Where nothing could
/// be staged, the host's nodes one by one.
void add_devices(Words& words, const std::string& staged) {
  if (!staged.empty()) {
    add(words, {"--dev-bind", staged, "/dev"});
    return;
  }
  add(words, {"--size", "65536", "--perms", "0755", "--tmpfs", "/dev"});
  for (const Device& device : devices) {
    const std::string path = std::string("/dev/") + device.name;
    add(words, {"--dev-bind", path, path});
  }
  for (const DeviceLink& link : device_links) add(words, {"--symlink", link.target, std::string("/dev/") + link.name});
  add(words, {"--dir", "/dev/shm"});
}

}  // namespace

Words bwrap_arguments(const Policy& policy, const Words& sources, const std::string& staged_devices) {
  Words words;
  add_isolation(words);
  add_system(words);
  add(words, {"--proc", "/proc"});
  add_devices(words, staged_devices);
  // Init mounts the box's files on these, and makes the rest read-only.
  add(words, {"--dir", "/tmp"});
  for (const auto& folder : policy.folders) add(words, {"--dir", folder.string()});
  for (std::size_t i = 0; i < policy.mounts.size(); ++i) {
    const Mount& mount = policy.mounts[i];
    add(words, {mount.writable ? "--bind" : "--ro-bind", sources[i], mount.inside.string()});
  }
  return words;
}

}  // namespace assay::sandbox
