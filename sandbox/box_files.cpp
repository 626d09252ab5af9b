#include "sandbox/box_files.hpp"

#include <fcntl.h>
#include <sys/statfs.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {

BoxFiles::BoxFiles(util::Fd root, const Policy& policy)
    : root_(std::move(root)), limits_(policy.limits), folders_(policy.folders) {}

core::Result<void> BoxFiles::sample() {
  struct statfs now {};
  if (fstatfs(root_.get(), &now) != 0) return core::fail_errno("measuring the box's files", errno);
  const auto page = static_cast<std::uint64_t>(now.f_bsize);
  // Init has added what was there before the program, and one more of each.
  const std::uint64_t granted = (limits_.disk.count + page - 1) / page + 1;
  const std::uint64_t free_blocks = now.f_bfree;
  const std::uint64_t used = granted > free_blocks ? (granted - free_blocks) * page : 0;
  const std::uint64_t free_inodes = now.f_ffree;
  const std::uint64_t inodes = limits_.inodes + 1 > free_inodes ? limits_.inodes + 1 - free_inodes : 0;
  // The last page counts as far as the limit goes.
  const bool full = free_blocks == 0;
  peak_disk_ = std::max(peak_disk_.load(), full ? std::max(used, limits_.disk.count + 1) : std::min(used, limits_.disk.count));
  peak_inodes_ = std::max(peak_inodes_.load(), inodes);
  return {};
}

core::Result<util::Fd> BoxFiles::open_folder(const std::filesystem::path& inside) const {
  std::string name;
  if (inside == "/tmp") name = init_protocol::temporary_folder;
  if (inside == "/dev/shm") name = init_protocol::shared_memory_folder;
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    if (inside == folders_[i]) name = std::to_string(i);
  }
  if (name.empty()) return core::fail(core::ErrorKind::usage, "the box has no folder " + inside.string() + " of its own");
  // Made by init, and out of the program's reach: it is shown what is in the folder, not the folder's parent.
  util::Fd folder(openat(root_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) return core::fail_errno("opening the box's folder " + inside.string(), errno);
  return folder;
}

}  // namespace assay::sandbox
