#include "sandbox/init/files.hpp"

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

namespace assay::sandbox::init {

namespace {

using init_protocol::Step;

/// Where the whole of it is mounted first, to be covered by its own folder "tmp" in the end.
constexpr const char* root = "/tmp";
constexpr unsigned long flags = MS_NOSUID | MS_NODEV;

struct MovedMount {
  const char* inside;
  int tree = -1;
  bool folder = false;
};

/// Taken before the box's files cover them.
bool take_up(const Words& insides, std::vector<MovedMount>& mounts) {
  for (const char* inside : insides) {
    if (!inside) break;
    struct stat status {};
    if (stat(inside, &status) != 0) return false;
    const long tree = syscall(SYS_open_tree, AT_FDCWD, inside, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    if (tree < 0) return false;
    mounts.push_back({inside, static_cast<int>(tree), S_ISDIR(status.st_mode)});
  }
  return true;
}

bool make_folders_above(const std::string& path) {
  for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    if (mkdir(path.substr(0, slash).c_str(), 0755) != 0 && errno != EEXIST) return false;
  }
  return true;
}

bool put_down(const std::vector<MovedMount>& mounts) {
  for (const MovedMount& mount : mounts) {
    if (!make_folders_above(mount.inside)) return false;
    const bool made = mount.folder ? mkdir(mount.inside, 0755) == 0 : mknod(mount.inside, S_IFREG | 0644, 0) == 0;
    // One mount may lie on what another has brought.
    if (!made && errno != EEXIST) return false;
    if (syscall(SYS_move_mount, mount.tree, "", AT_FDCWD, mount.inside, MOVE_MOUNT_F_EMPTY_PATH) != 0) return false;
    close(mount.tree);
  }
  return true;
}

/// A folder of the box's files at `place`.
bool show(const std::string& name, const char* place, mode_t mode) {
  const std::string folder = std::string(root) + "/" + name;
  // chmod apart, as the umask is whatever the grader's caller has.
  return mkdir(folder.c_str(), mode) == 0 && chmod(folder.c_str(), mode) == 0 &&
         mount(folder.c_str(), place, nullptr, MS_BIND, nullptr) == 0;
}

bool show_all(const Words& folders) {
  for (std::size_t i = 0; folders[i]; ++i) {
    if (!show(std::to_string(i), folders[i], 0755)) return false;
  }
  return show(init_protocol::shared_memory_folder, "/dev/shm", 01777) && show(init_protocol::temporary_folder, root, 01777);
}

/// What is there already is ours. One page and one inode more than the limits, so that what has reached a limit
/// can be told from what went beyond.
bool set_size(int files, const Job& job) {
  struct statfs now {};
  if (fstatfs(files, &now) != 0) return false;
  const auto page = static_cast<unsigned long>(now.f_bsize);
  const unsigned long blocks = (job.disk + page - 1) / page + now.f_blocks - now.f_bfree + 1;
  const unsigned long inodes = job.inodes + now.f_files - now.f_ffree + 1;
  const std::string options = "size=" + std::to_string(blocks * page) + ",nr_inodes=" + std::to_string(inodes);
  return mount(nullptr, root, nullptr, MS_REMOUNT | flags, options.c_str()) == 0;
}

bool make_read_only(const char* place, unsigned how_far) {
  mount_attr read_only{};
  read_only.attr_set = MOUNT_ATTR_RDONLY;
  return syscall(SYS_mount_setattr, AT_FDCWD, place, how_far, &read_only, sizeof read_only) == 0;
}

}  // namespace

int make_files(const Job& job, init_protocol::Step& failed) {
  // Each device as well, which may be the host's own node: written they can be all the same, but not changed.
  failed = Step::protect;
  if (!make_read_only("/dev", AT_RECURSIVE)) return -1;
  std::vector<MovedMount> mounts;
  failed = Step::move_mount;
  if (!take_up(job.moved_mounts, mounts)) return -1;
  failed = Step::make_files;
  if (mount("box", root, "tmpfs", flags, "mode=755") != 0) return -1;
  const int files = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // The size goes by path, so it is set before the path shows the folder "tmp" alone.
  if (files < 0 || !show_all(job.folders)) return -1;
  failed = Step::move_mount;
  if (!put_down(mounts)) return -1;
  failed = Step::make_files;
  if (!set_size(files, job)) return -1;
  failed = Step::protect;
  return make_read_only("/proc", 0) && make_read_only("/", 0) ? files : -1;
}

}  // namespace assay::sandbox::init
