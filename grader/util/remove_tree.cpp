#include "util/remove_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "util/fd.hpp"

namespace assay::util {
namespace {

// Names read at once: a folder may hold millions.
constexpr std::size_t batch = 1024;

// Some of what is in the folder; none where it is empty.
core::Result<std::vector<std::string>> some_names(int folder) {
  Fd copy(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!copy) return core::fail_errno("opening a folder to remove", errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(copy.get()), [](DIR* open) { return ::closedir(open); });
  if (!stream) return core::fail_errno("reading a folder to remove", errno);
  (void)copy.release();  // the stream owns it
  std::vector<std::string> names;
  while (names.size() < batch) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr && errno != 0) return core::fail_errno("reading a folder to remove", errno);
    if (entry == nullptr) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  return names;
}

// Makes a folder ours to read and write, whatever its mode: but not the one that is mounted on it.
core::Result<void> unlock(int folder, const std::string& name) {
  open_how how{};
  how.flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_XDEV;
  const Fd inner(static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
  if (!inner && errno == EXDEV) return core::fail_errno("removing " + name + ", on which something is mounted", EBUSY);
  if (!inner || ::fchmodat(folder, name.c_str(), S_IRWXU, 0) != 0) return core::fail_errno("unlocking " + name, errno);
  return {};
}

// Recursion would spend a descriptor and a part of the stack on each level, and a path has
// an end. So a folder's inner folders are moved up to the top, until none has any.
class Removal {
 public:
  explicit Removal(int top) : top_(top) {}

  core::Result<void> run() {
    return for_each_name(top_, [this](const std::string& name) { return remove_folder(name); });
  }

 private:
  // Unlinks what is no folder, and has `take_folder` make every other name go away.
  template <typename TakeFolder>
  core::Result<void> for_each_name(int folder, const TakeFolder& take_folder) {
    while (true) {
      const auto names = some_names(folder);
      if (!names) return std::unexpected(names.error());
      if (names->empty()) return {};
      for (const auto& name : *names) {
        if (::unlinkat(folder, name.c_str(), 0) == 0) continue;
        if (errno != EISDIR) return core::fail_errno("removing " + name, errno);
        if (auto taken = take_folder(name); !taken) return taken;
      }
    }
  }

  core::Result<void> remove_folder(const std::string& name) {
    if (auto unlocked = unlock(top_, name); !unlocked) return unlocked;
    const Fd folder(::openat(top_, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder) return core::fail_errno("opening " + name, errno);
    auto emptied = for_each_name(folder.get(), [&](const std::string& inner) { return lift(folder.get(), inner); });
    if (!emptied) return emptied;
    if (::unlinkat(top_, name.c_str(), AT_REMOVEDIR) != 0) return core::fail_errno("removing " + name, errno);
    return {};
  }

  core::Result<void> lift(int folder, const std::string& name) {
    // Who moves a folder changes its "..", and needs to be allowed to write it.
    if (auto unlocked = unlock(folder, name); !unlocked) return unlocked;
    while (true) {
      const std::string place = "removed-" + std::to_string(lifted_++);
      if (::renameat2(folder, name.c_str(), top_, place.c_str(), RENAME_NOREPLACE) == 0) return {};
      if (errno != EEXIST) return core::fail_errno("moving " + name, errno);
    }
  }

  int top_;
  unsigned long lifted_ = 0;
};

}  // namespace

core::Result<void> remove_below(int folder) { return Removal(folder).run(); }

}  // namespace assay::util
