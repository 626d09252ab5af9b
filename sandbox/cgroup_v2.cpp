#include "sandbox/cgroup_v2.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "sandbox/cgroup_files.hpp"
#include "sandbox/cgroup_io.hpp"
#include "sandbox/cgroup_tree.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;
namespace files = cgroup_files;

namespace {

std::string delegated_run() {
  return geteuid() == 0 ? "run under `systemd-run --scope -p Delegate=yes`"
                        : "run under `systemd-run --user --scope -p Delegate=yes`, or as root";
}

std::unexpected<core::Error> refuse(const fs::path& own, const std::string& why) {
  return core::fail(core::ErrorKind::infrastructure, "the cgroup " + own.string() + ' ' + why);
}

bool passes_on(const fs::path& folder) {
  const auto text = cgroup_io::read(folder / files::v2::subtree_control);
  return text && cgroup_io::has_word(*text, "memory") && cgroup_io::has_word(*text, "pids");
}

bool pass_on(const fs::path& folder) {
  return passes_on(folder) ||
         (cgroup_io::write(folder / files::v2::subtree_control, files::v2::pass_on_both) && passes_on(folder));
}

/// Its children can be made by us, and our processes moved into them: the latter is asked of the
/// nearest cgroup above both ends of the move, which is this one.
bool is_ours(const fs::path& folder) {
  return access(folder.c_str(), W_OK) == 0 && access((folder / files::members).c_str(), W_OK) == 0;
}

bool alone_in(const fs::path& folder) {
  const auto text = cgroup_io::read(folder / files::members);
  return text && *text == std::to_string(getpid()) + "\n";
}

/// The usual way out: the process becomes a leaf.
bool make_room(const fs::path& own, const fs::path& leaf) {
  std::error_code error;
  fs::create_directory(leaf, error);
  if (error) return false;
  if (cgroup_io::write(leaf / files::members, std::to_string(getpid())) && pass_on(own)) return true;
  cgroup_tree::leave_leaf(leaf.string());
  return false;
}

/// "memory", "pids" or "memory or pids"; empty where both are there.
core::Result<std::string> missing_controllers(const fs::path& own) {
  const auto controllers = cgroup_io::read(own / files::v2::controllers);
  if (!controllers) return std::unexpected(controllers.error());
  std::string missing;
  for (const std::string name : {"memory", "pids"}) {
    if (!cgroup_io::has_word(*controllers, name)) missing += (missing.empty() ? "" : " or ") + name;
  }
  return missing;
}

}  // namespace

core::Result<V2Base> find_v2_base(const fs::path& own, const fs::path& top) {
  const auto missing = missing_controllers(own);
  if (!missing) return std::unexpected(missing.error());
  const fs::path above = own.parent_path();
  // A leaf of an earlier session's: what was given to us is the cgroup above.
  if (own.filename() == files::v2::leaf && own != top && is_ours(above) && passes_on(above)) return V2Base{above, own};
  if (missing->empty() && is_ours(own)) {
    if (pass_on(own)) return V2Base{own};
    if (const fs::path leaf = own / files::v2::leaf; alone_in(own) && make_room(own, leaf)) return V2Base{own, leaf};
  }
  if (own != top && is_ours(above) && pass_on(above)) return V2Base{above};

  if (access(own.c_str(), W_OK) != 0 && errno == EROFS) {
    return refuse(own, "is read-only; in a container, start it with a writable /sys/fs/cgroup (Docker: --privileged)");
  }
  if (!missing->empty()) return refuse(own, "is passed no " + *missing + " controller; " + delegated_run());
  if (!is_ours(own)) return refuse(own, "is not this user's to make others in; " + delegated_run());
  if (own == top) {
    return refuse(own, "has other processes in it too, and so cannot limit children; move them to one below it: mkdir " +
                           (own / "rest").string() + "; for process in $(cat " + (own / files::members).string() +
                           "); do echo $process >" + (own / "rest" / files::members).string() + "; done");
  }
  return refuse(own, "has other processes in it too, and so cannot limit children, and the one above is not ours; " +
                         delegated_run());
}

}  // namespace assay::sandbox
