#pragma once

#include <filesystem>
#include <string_view>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::util {

/// A folder of our own under $TMPDIR (or /tmp), removed with what is in it at the end.
/// Removing follows no link and copes with folders that cannot be read and trees of any
/// depth. The folder of a process that was killed is removed by the next one: a process
/// holds a lock on its folders for as long as it lives, and the first that it makes sweeps
/// those of our user on which no one does.
class TemporaryDirectory {
 public:
  /// What the names of all of them begin with.
  static constexpr std::string_view name_prefix = "assay-work-";

  [[nodiscard]] static core::Result<TemporaryDirectory> create();
  TemporaryDirectory(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory& operator=(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Removes the folders that dead processes of our user left in `parent`.
  static void sweep(const std::filesystem::path& parent);

 private:
  TemporaryDirectory(std::filesystem::path path, Fd folder) : path_(std::move(path)), folder_(std::move(folder)) {}
  void remove();

  std::filesystem::path path_;
  Fd folder_;  ///< holds the lock
};

}  // namespace assay::util
