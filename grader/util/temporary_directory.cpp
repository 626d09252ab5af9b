#include "util/temporary_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace assay::util {
namespace {

namespace fs = std::filesystem;

// A folder without the owner's permissions cannot be listed by an ordinary user; give
// them back from the top down before removing.
void unlock_folders(const fs::path& folder) {
  std::error_code ignored;  // what cannot be unlocked shows up when removing fails
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add | fs::perm_options::nofollow, ignored);
  for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    if (entry->symlink_status(ignored).type() == fs::file_type::directory) unlock_folders(entry->path());
  }
}

void remove_tree(const fs::path& path) {
  if (path.empty()) return;
  std::error_code problem;
  fs::remove_all(path, problem);
  if (!problem) return;
  unlock_folders(path);
  fs::remove_all(path, problem);  // a folder left behind in /tmp is no reason to fail a grading
}

}  // namespace

core::Result<TemporaryDirectory> TemporaryDirectory::create() {
  std::error_code problem;
  const fs::path parent = fs::temp_directory_path(problem);
  if (problem) return core::fail_errno("finding the folder for temporary files", problem.value());
  std::string name = (parent / "assay-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return core::fail_errno("making a temporary folder in " + parent.string(), errno);
  return TemporaryDirectory(name);
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryDirectory& TemporaryDirectory::operator=(TemporaryDirectory&& other) noexcept {
  if (this != &other) {
    remove_tree(path_);
    path_ = std::exchange(other.path_, {});
  }
  return *this;
}

TemporaryDirectory::~TemporaryDirectory() { remove_tree(path_); }

}  // namespace assay::util
