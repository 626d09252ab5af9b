#include "sandbox/reduced/scratch.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sandbox/reduced/view.hpp"
#include "util/fd.hpp"

namespace assay::sandbox::reduced {

namespace fs = std::filesystem;

namespace {

/// Each level takes a descriptor of ours. A tree that goes deeper has no use but to hide what is in
/// it, and counts as more than enough.
constexpr std::size_t deepest = 64;

/// Of a folder that may be closed to us although it is ours: the program has our user.
util::Fd open_folder(int parent, const char* name) {
  util::Fd folder(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder || errno != EACCES) return folder;
  const util::Fd closed(openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  // By descriptor, as the name may lead elsewhere by now.
  if (!closed || chmod(("/proc/self/fd/" + std::to_string(closed.get())).c_str(), S_IRWXU) != 0) return {};
  return util::Fd(openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

class Measurement {
 public:
  explicit Measurement(const FolderSize& enough) : enough_(enough) {}

  void add_below(util::Fd folder, std::size_t depth) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(fdopendir(folder.get()), [](DIR* open) { return closedir(open); });
    if (!stream) return;
    (void)folder.release();  // the stream owns it
    while (const dirent* entry = readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      add(dirfd(stream.get()), entry->d_name, depth);
      if (size_.bytes > enough_.bytes || size_.entries > enough_.entries) return;
    }
  }

  [[nodiscard]] const FolderSize& size() const { return size_; }

 private:
  void add(int parent, const char* name, std::size_t depth) {
    struct stat info {};
    if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return;
    ++size_.entries;
    const bool is_folder = S_ISDIR(info.st_mode);
    if (is_folder || info.st_nlink < 2 || counted_.emplace(info.st_dev, info.st_ino).second) {
      size_.bytes.count += static_cast<std::uint64_t>(info.st_blocks) * 512;  // stat(2)
    }
    if (!is_folder) return;
    if (depth == deepest) {
      size_.entries = enough_.entries + 1;
      return;
    }
    util::Fd folder = open_folder(parent, name);
    if (folder) add_below(std::move(folder), depth + 1);
  }

  const FolderSize enough_;
  FolderSize size_;
  std::set<std::pair<dev_t, ino_t>> counted_;  ///< of files with several names
};

}  // namespace

core::Result<Scratch> Scratch::make(uid_t owner) {
  auto folder = util::TemporaryDirectory::create();
  if (!folder) return std::unexpected(folder.error());
  fs::path path = folder->path() / "tmp";
  if (mkdir(path.c_str(), 0700) != 0) return core::fail_errno("making " + path.string(), errno);
  if (owner != 0) {
    if (auto opened = open_the_way(folder->path()); !opened) return std::unexpected(opened.error());
    if (lchown(path.c_str(), owner, owner) != 0) return core::fail_errno("giving " + path.string() + " to the run's user", errno);
  }
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return core::fail_errno("looking at " + path.string(), errno);
  return Scratch(std::move(*folder), std::move(path), info.st_dev);
}

core::Result<FolderSize> measure(const fs::path& folder, const FolderSize& enough) {
  util::Fd top = open_folder(AT_FDCWD, folder.c_str());
  if (!top) return core::fail_errno("measuring " + folder.string(), errno);
  Measurement measurement(enough);
  measurement.add_below(std::move(top), 0);
  return measurement.size();
}

}  // namespace assay::sandbox::reduced
