#pragma once

#include <filesystem>

#include "core/error.hpp"

namespace assay::util {

/// A folder of our own under $TMPDIR (or /tmp), removed with what is in it at the end.
/// Removing follows no link and copes with folders that cannot be read.
class TemporaryDirectory {
 public:
  [[nodiscard]] static core::Result<TemporaryDirectory> create();
  TemporaryDirectory(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory& operator=(TemporaryDirectory&& other) noexcept;
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace assay::util
