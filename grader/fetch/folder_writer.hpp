// Writes a checkout's files where nothing of the submission can lead the way.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::fetch {

/// Writes below one folder through descriptors: every part of a path is opened without
/// following links, and nothing that exists is written over. Modes are 0644, 0755 and for
/// folders 0755, whatever the umask.
class FolderWriter {
 public:
  /// Creates `root`, or takes it where it is an empty folder; else a usage error.
  [[nodiscard]] static core::Result<FolderWriter> create(const std::filesystem::path& root);

  [[nodiscard]] core::Result<void> write_file(const std::string& path, std::string_view content, bool executable) const;
  [[nodiscard]] core::Result<void> write_link(const std::string& path, const std::string& target) const;

 private:
  explicit FolderWriter(util::Fd root) : root_(std::move(root)) {}
  /// The folder that holds `path`, made where it does not exist.
  [[nodiscard]] core::Result<util::Fd> open_parent(const std::string& path) const;
  util::Fd root_;
};

}  // namespace assay::fetch
