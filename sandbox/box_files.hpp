// The box's own files, seen from outside.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

#include "core/bytes.hpp"
#include "core/error.hpp"
#include "sandbox/policy.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// How much of its files a box uses, as statfs says it; `sample` by one thread, the rest by any.
/// Holding it keeps the files, also when the box is gone.
class BoxFiles {
 public:
  /// `root` is the root folder of the files, as init has made them for `policy`.
  BoxFiles(util::Fd root, const Policy& policy);

  /// Looks now. What came and went between two looks is not seen.
  [[nodiscard]] core::Result<void> sample();

  [[nodiscard]] core::Bytes peak_disk() const { return {peak_disk_}; }
  [[nodiscard]] std::uint64_t peak_inodes() const { return peak_inodes_; }
  [[nodiscard]] bool beyond_disk() const { return peak_disk_ > limits_.disk.count; }
  [[nodiscard]] bool beyond_inodes() const { return peak_inodes_ > limits_.inodes; }

  /// The folder that the program knows as `inside`: /tmp, /dev/shm or one of the policy's folders. What is in it is
  /// hostile: read it by util::read_file_beneath. A usage error where there is no such folder.
  [[nodiscard]] core::Result<util::Fd> open_folder(const std::filesystem::path& inside) const;

 private:
  const util::Fd root_;
  const Limits limits_;
  const std::vector<std::filesystem::path> folders_;
  std::atomic<std::uint64_t> peak_disk_ = 0;
  std::atomic<std::uint64_t> peak_inodes_ = 0;
};

}  // namespace assay::sandbox
