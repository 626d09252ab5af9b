#include "util/temporary_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <utility>

#include "util/remove_tree.hpp"

namespace assay::util {
namespace {

namespace fs = std::filesystem;

Fd open_folder(const fs::path& path) {
  return Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

// A folder left behind in /tmp is no reason to fail a grading.
void remove_folder(const fs::path& path, const Fd& folder) {
  if (remove_below(folder.get())) ::rmdir(path.c_str());
}

// False where a sweep of another process, which found it before it was locked, removed it.
bool keep(const Fd& folder) {
  // Where the file system has no locks, nobody sweeps: that needs one as well.
  while (::flock(folder.get(), LOCK_EX) != 0 && errno == EINTR) {
  }
  struct stat status{};
  return ::fstat(folder.get(), &status) == 0 && status.st_nlink > 0;
}

}  // namespace

void TemporaryDirectory::sweep(const fs::path& parent) {
  std::error_code vanished;  // others come and go while we look
  for (fs::directory_iterator entry(parent, vanished), end; !vanished && entry != end; entry.increment(vanished)) {
    if (!entry->path().filename().string().starts_with(name_prefix)) continue;
    const Fd folder = open_folder(entry->path());
    struct stat status{};
    if (!folder || ::fstat(folder.get(), &status) != 0 || status.st_uid != ::geteuid()) continue;
    if (::flock(folder.get(), LOCK_EX | LOCK_NB) == 0) remove_folder(entry->path(), folder);
  }
}

core::Result<TemporaryDirectory> TemporaryDirectory::create() {
  std::error_code problem;
  const fs::path parent = fs::temp_directory_path(problem);
  if (problem) return core::fail_errno("finding the folder for temporary files", problem.value());
  static std::once_flag swept;
  std::call_once(swept, [&] { sweep(parent); });
  while (true) {
    std::string name = (parent / (std::string(name_prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) {
      return core::fail_errno("making a temporary folder in " + parent.string(), errno);
    }
    Fd folder = open_folder(name);
    if (!folder && errno != ENOENT) return core::fail_errno("opening " + name, errno);
    if (folder && keep(folder)) return TemporaryDirectory(name, std::move(folder));
  }
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})), folder_(std::move(other.folder_)) {}

TemporaryDirectory& TemporaryDirectory::operator=(TemporaryDirectory&& other) noexcept {
  if (this != &other) {
    remove();
    path_ = std::exchange(other.path_, {});
    folder_ = std::move(other.folder_);
  }
  return *this;
}

TemporaryDirectory::~TemporaryDirectory() { remove(); }

void TemporaryDirectory::remove() {
  if (folder_) remove_folder(path_, folder_);
}

}  // namespace assay::util
