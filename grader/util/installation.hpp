// Where Assay's own files are, and where it keeps what it makes.
#pragma once

#include <filesystem>

#include "core/error.hpp"

namespace assay::util {

/// The folder of the running program's siblings: bin/.
[[nodiscard]] std::filesystem::path program_folder();

/// Labs, the kit and its targets: share/assay/ beside bin/.
[[nodiscard]] std::filesystem::path share_folder();

/// What can be made again, per user: $XDG_CACHE_HOME/assay, else ~/.cache/assay; made
/// if it is not there.
[[nodiscard]] core::Result<std::filesystem::path> cache_folder();

}  // namespace assay::util
