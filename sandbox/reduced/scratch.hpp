// The one folder that a run may write, beside its writable mounts.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "core/bytes.hpp"
#include "core/error.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::reduced {

/// Made for one run and removed after it.
class Scratch {
 public:
  /// `owner`: the run's user; 0: ours.
  [[nodiscard]] static core::Result<Scratch> make(uid_t owner);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] dev_t device() const { return device_; }  ///< of its file system

 private:
  Scratch(util::TemporaryDirectory folder, std::filesystem::path path, dev_t device)
      : folder_(std::move(folder)), path_(std::move(path)), device_(device) {}
  util::TemporaryDirectory folder_;
  std::filesystem::path path_;
  dev_t device_;
};

struct FolderSize {
  core::Bytes bytes{};        ///< allocated; a file with several names counts once
  std::uint64_t entries = 0;  ///< files and folders in it
};

/// What is below a folder; what comes and goes meanwhile may be missed. Follows no link, reads
/// folders that were closed to us, and stops once it has found more than `enough`.
[[nodiscard]] core::Result<FolderSize> measure(const std::filesystem::path& folder, const FolderSize& enough);

}  // namespace assay::sandbox::reduced
