#pragma once

#include <filesystem>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::util {

/// Waits until no other process holds the lock on `file`, which is made where it is missing;
/// held for as long as the descriptor is open.
[[nodiscard]] core::Result<Fd> lock_file(const std::filesystem::path& file);

}  // namespace assay::util
