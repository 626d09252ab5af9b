#include "sandbox/reduced/copies.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "sandbox/reduced/view.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::reduced {

namespace fs = std::filesystem;

namespace {

struct Copy {
  std::string state;  ///< of what was copied
  fs::path path;
};

struct Copies {
  std::mutex mutex;
  std::optional<util::TemporaryDirectory> folder;
  unsigned made = 0;
  std::map<fs::path, Copy> by_original;
};

void add_state(const fs::path& path, std::string& state) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return;
  for (const auto number : {static_cast<long long>(info.st_ino), static_cast<long long>(info.st_size),
                            static_cast<long long>(info.st_mtim.tv_sec), static_cast<long long>(info.st_mtim.tv_nsec),
                            static_cast<long long>(info.st_ctim.tv_sec), static_cast<long long>(info.st_ctim.tv_nsec)}) {
    state += std::to_string(number) + ' ';
  }
  state += path.string() + '\0';
}

std::string state_of(const fs::path& original, std::error_code& problem) {
  std::string state;
  add_state(original, state);
  if (!fs::is_directory(original, problem) || problem) return state;
  for (fs::recursive_directory_iterator entry(original, problem), end; !problem && entry != end; entry.increment(problem)) {
    add_state(entry->path(), state);
  }
  return state;
}

/// Readable by all, and executable where it was by its owner.
void open_to_all(const fs::path& path, std::error_code& problem) {
  if (fs::is_symlink(path, problem) || problem) return;
  const auto now = fs::status(path, problem).permissions();
  auto more = fs::perms::group_read | fs::perms::others_read;
  if ((now & fs::perms::owner_exec) != fs::perms::none) more |= fs::perms::group_exec | fs::perms::others_exec;
  if (!problem) fs::permissions(path, more, fs::perm_options::add, problem);
}

void copy_tree(const fs::path& original, const fs::path& place, std::error_code& problem) {
  fs::create_directory(place.parent_path(), problem);
  if (!problem) fs::permissions(place.parent_path(), fs::perms(0755), problem);
  if (!problem) fs::copy(original, place, fs::copy_options::recursive | fs::copy_options::copy_symlinks, problem);
  if (!problem) open_to_all(place, problem);
  if (problem || !fs::is_directory(place, problem)) return;
  for (fs::recursive_directory_iterator entry(place, problem), end; !problem && entry != end; entry.increment(problem)) {
    open_to_all(entry->path(), problem);
  }
}

}  // namespace

core::Result<fs::path> copy_of(const fs::path& canonical) {
  static Copies all;
  const std::lock_guard lock(all.mutex);
  if (!all.folder) {
    auto folder = util::TemporaryDirectory::create();
    if (!folder) return std::unexpected(folder.error());
    if (auto opened = open_the_way(folder->path()); !opened) return std::unexpected(opened.error());
    all.folder.emplace(std::move(*folder));
  }
  std::error_code problem;
  const std::string state = state_of(canonical, problem);
  const auto known = all.by_original.find(canonical);
  if (!problem && known != all.by_original.end() && known->second.state == state) return known->second.path;
  const fs::path place = all.folder->path() / std::to_string(all.made++) / canonical.filename();
  if (!problem) copy_tree(canonical, place, problem);
  if (problem) return core::fail_errno("copying " + canonical.string() + " to where the box's user can read it", problem.value());
  all.by_original[canonical] = {state, place};
  return place;
}

}  // namespace assay::sandbox::reduced
