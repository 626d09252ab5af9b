#pragma once

#include <filesystem>

#include "core/error.hpp"

namespace assay::sandbox::reduced {

/// A copy of a file or folder that users of ours can read, below a folder that ends with this
/// process. Made once, and again when what is copied has changed since (names, sizes and times of
/// all that is in it). For what we trust the content of: links in it are copied as links.
[[nodiscard]] core::Result<std::filesystem::path> copy_of(const std::filesystem::path& canonical);

}  // namespace assay::sandbox::reduced
