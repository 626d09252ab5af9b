#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.hpp"
#include "core/error.hpp"

namespace assay::util {

/// The whole of a regular file, which may be a link; an infrastructure error names the
/// path, also where the file is larger than `cap`.
[[nodiscard]] core::Result<std::string> read_file(const std::filesystem::path& path,
                                                  core::Bytes cap = {std::uint64_t{64} << 20});

/// Like `read_file`, for what hostile code could have put below an open folder: no part of
/// `relative` is followed if it is a link or a mount, nothing but a regular file is read, and no
/// pipe, device or file that grows holds us up. A hard link is read as any file: it
/// cannot be made to what lies outside the mount. What is read is what was there at one moment
/// only if nothing writes it any more.
[[nodiscard]] core::Result<std::string> read_file_beneath(int folder, const std::filesystem::path& relative,
                                                          core::Bytes cap);

/// The same below a folder named by a path that is to be trusted.
[[nodiscard]] core::Result<std::string> read_file_beneath(const std::filesystem::path& root,
                                                          const std::filesystem::path& relative,
                                                          core::Bytes cap);

/// The names in a folder below `root` that hostile code could have made, links and all, in no particular order; no part
/// of `relative` is followed if it is a link. An infrastructure error where there is no such folder, or more names than `most`.
[[nodiscard]] core::Result<std::vector<std::string>> list_folder_beneath(int root, const std::filesystem::path& relative,
                                                                         std::size_t most);

/// Writes through a temporary sibling and a rename, so that a reader sees the old or the
/// new file and never half of one.
[[nodiscard]] core::Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// The same for a path that a person named: what is there already and is no regular file, as
/// /dev/stderr, is written to and not replaced. Not for a folder that hostile code could write, as it follows links.
[[nodiscard]] core::Result<void> write_named_file(const std::filesystem::path& path, std::string_view content);

}  // namespace assay::util
